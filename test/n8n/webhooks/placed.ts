import { ChatApi } from '../../../credentials/ChatApi.credentials.ts';
import { MessagesDevApi } from '../../../credentials/MessagesDevApi.credentials.ts';
import type { ChatApiEmulator } from '../../../bridges/sandbox/chat-api/index.ts';
import type { MessagesDevEmulator } from '../../../bridges/sandbox/messages-dev/index.ts';
import type { Triggered } from '../support/webhook.ts';

type Parameters = NonNullable<Triggered['parameters']>;

/** The webhook trigger of messages.dev on the line of an emulator. */
export function onMessagesDev(service: MessagesDevEmulator, parameters: Parameters = {}): Triggered {
  const { url, apiKey, line } = service.accountSettings();
  return {
    load: async () => {
      const module = await import('../../../nodes/MessagesDev/MessagesDevTrigger.node.ts');
      return new module.MessagesDevTrigger();
    },
    credentialType: new MessagesDevApi(),
    credential: { url: String(url), apiKey: String(apiKey), line: String(line) },
    parameters,
  };
}

/** The webhook trigger of Chat API on the instance of an emulator. */
export function onChatApi(service: ChatApiEmulator, parameters: Parameters = {}): Triggered {
  const { url, token, dialect = 'chat-api' } = service.accountSettings();
  return {
    load: async () => {
      const module = await import('../../../nodes/ChatApi/ChatApiTrigger.node.ts');
      return new module.ChatApiTrigger();
    },
    credentialType: new ChatApi(),
    credential: {
      service: 'compatible',
      url: String(url),
      token: String(token),
      dialect: String(dialect),
    },
    parameters,
  };
}
