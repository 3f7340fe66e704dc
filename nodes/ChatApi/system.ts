import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { ChatApiConnection } from '../../src/platforms/chat-api/index.ts';
import type { System } from '../kit/index.ts';

/** Most people that the picker shows at once. */
const MOST_PEOPLE = 100;

/** An instance of Chat API, or of a service that speaks like it. */
export const chatApi: System<ChatApiConnection> = {
  credential: 'chatApi',
  signed: { headers: [], query: ['token'] },
  settings: (credential) => {
    const { service, dialect, verbs, token } = credential;
    const instance = trimmed(credential.instance).replace(/^instance/i, '');
    return {
      url: addressOf(credential, instance),
      token: trimmed(token),
      dialect: service === 'compatible' ? dialect : service,
      ...(isNamed(service, instance) ? { instanceId: instance } : {}),
      ...(verbs === undefined ? {} : { verbs }),
    };
  },
  labels: {
    url: 'Base URL',
    token: 'Token',
    dialect: 'Speaks Like',
    instanceId: 'Instance ID',
    verbs: 'Method of Logout and Reboot',
  },
  platform: (core) => core.chatApi.chatApi,
  connect: (core, settings, context) =>
    core.chatApi.connect(core.chatApi.settingsSchema.parse(settings), context),
  people: async (connection, search) => {
    const { items } = await connection.listConversations({
      limit: MOST_PEOPLE,
      ...(search ? { search } : {}),
    });
    return items.filter(({ kind }) => kind === 'direct');
  },
};

/** The two services are at known places, which begin alike for all instances. */
function addressOf({ service, url }: ICredentialDataDecryptedObject, instance: string): string {
  if (service === 'compatible') return trimmed(url);
  const start = service === '1msg' ? 'https://api.1msg.io/' : 'https://api.chat-api.com/instance';
  return `${start}${encodeURIComponent(instance)}`;
}

/**
 * Whether the number goes into the settings, where an empty one is refused. What 1msg.io calls an instance in its
 * webhooks is documented nowhere, so nothing is compared there.
 */
function isNamed(service: unknown, instance: string): boolean {
  if (service === 'compatible') return instance !== '';
  return service !== '1msg' || instance === '';
}

function trimmed(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
