import { z } from 'zod';
import type { Emulator } from '../../../bridges/sandbox/kit/index.ts';
import type { Account, LiveSystem } from './contract.ts';
import { byId, firstConversation, from } from './contract.ts';

const settingsSchema = z.object({ url: z.string(), token: z.string() });
const webhookSchema = z.object({ webhookUrl: z.string() });

/** What the official API behind 1msg.io has nothing of. */
const NOT_OFFICIAL = [
  'group.create',
  'message.forward',
  'message.getHistory',
  'message.sendContact',
  'message.sendLink',
  'message.sendVCard',
  'blocking.get',
  'blocking.test',
  'blocking.update',
  'chat.get',
  'chat.getParticipants',
  'chat.markAsUnread',
  'chat.pin',
  'chat.showRecording',
  'chat.showTyping',
  'chat.unpin',
  'instance.getIpAddress',
  'instance.getSettings',
  'instance.getStatusHistory',
  'instance.retrySync',
  'instance.setAckNotifications',
  'instance.updateSettings',
  'phoneNumber.check',
  'queue.clearActions',
  'queue.clearMessages',
  'queue.getActions',
  'queue.getMessages',
  'webhook.getDelivery',
  'message.delete',
  'chat.delete',
  'instance.takeover',
  'instance.reboot',
  'instance.logout',
  'instance.getQrCode',
  'instance.renewQrCode',
];
const OF_GROUPS = [
  'group.addParticipant',
  'group.demoteParticipant',
  'group.join',
  'group.leave',
  'group.promoteParticipant',
  'group.removeParticipant',
];

function instance(service: string, dialect: string, refusals: Account['refusals'] & object): Account {
  const data = (emulator: Emulator) => ({
    ...settingsSchema.parse(emulator.accountSettings()),
    service: 'compatible',
    dialect,
  });
  return {
    service,
    credential: 'chatApi',
    data,
    refusals,
    bad: (emulator) => ({
      'a wrong token': { ...data(emulator), token: 'wrong' },
      'an address without a service': { ...data(emulator), url: 'http://127.0.0.1:9' },
    }),
  };
}

export const chatApi: LiveSystem = {
  node: 'chatApi',
  accounts: [
    instance('chat-api', 'chat-api', {
      'has no call for it': [
        'message.markAsRead',
        'message.addReaction',
        'message.removeReaction',
        'message.sendSticker',
        'message.sendTemplate',
        'template.getAll',
      ],
      'message was not found': ['webhook.getDelivery'],
    }),
    instance('1msg', '1msg', {
      'has no call for it': NOT_OFFICIAL,
      // There is none that they could be about.
      'is empty': OF_GROUPS,
    }),
  ],
  values: (emulator) => ({
    conversation: byId(firstConversation(emulator)),
    text: 'From *n8n*',
    messageId: from('message.send', 'id'),
    messageIds: from('message.send', 'id'),
    contacts: '34600112233',
    url: 'https://example.org/',
    title: 'Example',
    latitude: 52.5,
    longitude: 13.4,
    address: 'Alexanderplatz',
    vcard: 'BEGIN:VCARD\nVERSION:3.0\nFN:Ilya Petrov\nEND:VCARD',
    phone: '17472822486',
    updateFields: { message: 'Not here, please' },
    group: byId(from('group.create', 'id')),
    person: byId('34600112233@c.us'),
    name: 'From n8n',
    people: '17472822486',
    invitation: from('group.create', 'inviteLink'),
    settings: { others: '{ "ackNotificationsOn": true }' },
    replace: true,
    emoji: '👍',
    template: 'hello_world',
    language: 'en_US',
  }),
  files: { 'message.sendVoice': 'audio/ogg', 'message.sendLink': 'image/png' },
  first: () => [{ operation: 'message.send' }, { operation: 'group.create' }],
  last: (emulator) => [
    ...['message.addReaction', 'message.removeReaction'].map((operation) => ({
      operation,
      parameters: { person: byId(emulator.people()[0]?.id ?? '') },
    })),
    { operation: 'group.leave' },
    { operation: 'message.delete' },
    { operation: 'chat.delete', parameters: { conversation: byId(emulator.people()[0]?.id ?? '') } },
    { operation: 'webhook.delete' },
    { operation: 'instance.takeover' },
    { operation: 'instance.logout' },
    { operation: 'instance.getQrCode' },
    { operation: 'instance.renewQrCode' },
    // Takes its time, and ends in another state.
    { operation: 'instance.reboot' },
  ],
  webhook: {
    async addresses(emulator) {
      const { url, token } = settingsSchema.parse(emulator.accountSettings());
      const answer = await fetch(`${url}/webhook?token=${token}`);
      const { webhookUrl } = webhookSchema.parse(await answer.json());
      return webhookUrl === '' ? [] : [webhookUrl];
    },
  },
};
