import type { INodeProperties } from 'n8n-workflow';
import type { ChatApiCall } from './reading.ts';

const flag = (displayName: string, name: string, description: string): INodeProperties => ({
  displayName,
  name,
  type: 'boolean',
  default: false,
  description,
});

const number = (displayName: string, name: string, description: string): INodeProperties => ({
  displayName,
  name,
  type: 'number',
  typeOptions: { minValue: 0 },
  default: 0,
  description,
});

/** The settings that instances of later years have; read by {@link settingsOf}. */
const known: readonly INodeProperties[] = [
  flag('Ack Notifications', 'ackNotificationsOn', 'Whether the webhook is told of deliveries and views'),
  flag('Chat Updates', 'chatUpdateOn', 'Whether the webhook is told of changes of chats'),
  flag('Disable Archiving of Chats', 'disableDialogsArchive', 'Whether archived chats stay where they are'),
  flag(
    'Guaranteed Webhooks',
    'guaranteedHooks',
    'Whether the webhook is called up to 20 times until it takes it',
  ),
  flag('Ignore Old Messages', 'ignoreOldMessages', 'Whether the webhook is not told of old messages'),
  flag('Keep Statuses', 'instanceStatuses', 'Whether changes of the status are kept for Get Status History'),
  flag('Keep Webhook Statuses', 'webhookStatuses', 'Whether it is kept which messages the webhook has taken'),
  number('Old Messages Period', 'oldMessagesPeriod', 'After so many seconds a message counts as old'),
  flag(
    'Parallel Webhooks',
    'parallelHooks',
    'Whether several webhook requests may be under way, in any order',
  ),
  flag('Process Archive', 'processArchive', 'Whether messages of archived chats are processed'),
  {
    displayName: 'Proxy',
    name: 'proxy',
    type: 'string',
    default: '',
    placeholder: 'e.g. 192.0.2.1:1080',
    description: 'Address and port of a SOCKS5 proxy; none when empty',
  },
  number('Send Delay', 'sendDelay', 'Seconds between two messages that go out'),
  flag(
    'Status Notifications',
    'statusNotificationsOn',
    'Whether the webhook is told of changes of the status',
  ),
  flag('Upload Videos', 'videoUploadOn', 'Whether videos of messages are kept for download'),
];

const others: INodeProperties = {
  displayName: 'Others (JSON)',
  name: 'others',
  type: 'json',
  default: '{}',
  description: 'Settings that are not in this list, by the names that the service has for them',
};

export const settings: INodeProperties = {
  displayName: 'Settings',
  name: 'settings',
  type: 'collection',
  placeholder: 'Add setting',
  default: {},
  options: [...known, others].sort((a, b) => a.displayName.localeCompare(b.displayName, 'en')),
};

/** The settings that are to change. */
export function settingsOf(call: ChatApiCall): Record<string, unknown> {
  const given = call.raw('settings');
  const names = typeof given === 'object' && given !== null ? Object.keys(given) : [];
  const changes = names.includes('others') ? call.object('settings.others') : {};
  for (const { name, type } of known) {
    if (names.includes(name)) changes[name] = valueOf(call, `settings.${name}`, type);
  }
  return Object.keys(changes).length === 0 ? call.refuse('settings', 'is empty') : changes;
}

function valueOf(call: ChatApiCall, name: string, type: INodeProperties['type']): unknown {
  if (type === 'number') return call.number(name);
  if (type !== 'boolean') return call.optional(name) ?? '';
  const isOn = call.optionalFlag(name);
  return isOn ?? call.refuse(name, 'is empty');
}
