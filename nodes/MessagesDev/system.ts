import type { MessagesDevConnection } from '../../src/platforms/messages-dev/index.ts';
import type { System } from '../kit/index.ts';

/** The line of the credential, and the way to the others of its key. */
export type LineConnection = MessagesDevConnection & {
  /** @param handle of a line of the same key */
  onLine(handle: string): LineConnection;
};

/** A line of messages.dev. */
export const messagesDev: System<LineConnection> = {
  credential: 'messagesDevApi',
  signed: { headers: ['authorization'], query: [] },
  settings: ({ apiKey, line, url }) => ({
    apiKey: trimmed(apiKey),
    line: trimmed(line),
    ...(trimmed(url) === '' ? {} : { url: trimmed(url) }),
  }),
  labels: { apiKey: 'API Key', line: 'Line', url: 'Base URL' },
  platform: (core) => core.messagesDev.messagesDev,
  connect(core, settings, context) {
    const lines = new Map<string, LineConnection>();
    const onLine = (line: string): LineConnection => {
      const earlier = lines.get(line);
      if (earlier) return earlier;
      const parsed = core.messagesDev.settingsSchema.parse({ ...settings, line });
      const memory = line === settings.line ? context.memory : core.briefMemory();
      const connection = core.messagesDev.connect(parsed, { ...context, memory });
      // Assigned to it and not copied: its secrets are found out when they are asked for.
      const made = Object.assign(connection, { onLine });
      lines.set(line, made);
      return made;
    };
    return onLine(String(settings.line));
  },
};

function trimmed(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
