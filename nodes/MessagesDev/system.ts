import type { MessagesDevConnection } from '../../src/platforms/messages-dev/index.ts';
import type { System } from '../kit/index.ts';

/** A line of messages.dev. */
export const messagesDev: System<MessagesDevConnection> = {
  credential: 'messagesDevApi',
  signed: { headers: ['authorization'], query: [] },
  settings: ({ apiKey, line, url }) => ({
    apiKey: trimmed(apiKey),
    line: trimmed(line),
    ...(trimmed(url) === '' ? {} : { url: trimmed(url) }),
  }),
  labels: { apiKey: 'API Key', line: 'Line', url: 'Base URL' },
  platform: (core) => core.messagesDev.messagesDev,
  connect: (core, settings, context) =>
    core.messagesDev.connect(core.messagesDev.settingsSchema.parse(settings), context),
};

function trimmed(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
