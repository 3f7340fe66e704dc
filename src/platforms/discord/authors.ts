import type { DiscordClient } from './client.ts';

const MOST = 5_000;

/** Which webhook posted a message. */
export interface Authors {
  note(message: string, hook: string): void;
  /** Undefined for a message of the bot itself. @throws {ServiceError} when the message is gone */
  of(channel: string, message: string): Promise<string | undefined>;
}

export function createAuthors(client: DiscordClient): Authors {
  const known = new Map<string, string>();
  const note = (message: string, hook: string): void => {
    if (known.size >= MOST) known.delete(known.keys().next().value ?? '');
    known.set(message, hook);
  };
  return {
    note,
    async of(channel, message) {
      const remembered = known.get(message);
      if (remembered !== undefined) return remembered;
      const { webhook_id: hook } = await client.message(channel, message);
      if (hook !== undefined) note(message, hook);
      return hook;
    },
  };
}
