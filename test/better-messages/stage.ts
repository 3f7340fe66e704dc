import { afterEach, beforeEach } from 'vitest';
import type { BetterMessagesEmulator, SiteSettings } from '../../bridges/sandbox/better-messages/index.ts';
import { startBetterMessages } from '../../bridges/sandbox/better-messages/index.ts';
import type { ParleyEvent } from '../../src/model/index.ts';
import { BetterMessagesConnection, betterMessages } from '../../src/platforms/better-messages/index.ts';
import { briefMemory } from '../../src/platforms/index.ts';
import { plainText, textTree } from '../../src/text/index.ts';
import type { ScriptedHost } from '../contract/host.ts';
import { createScriptedHost } from '../contract/host.ts';

export const ALICE = '2';
export const BOB = '3';

/** A site with an account of Parley's, for one test. */
export interface Stage {
  readonly site: BetterMessagesEmulator;
  readonly host: ScriptedHost;
  readonly connection: BetterMessagesConnection;
  /** A group with Alice and Bob in it, the conversation with Carol, and a chat room that no list shows. */
  readonly group: string;
  readonly pair: string;
  readonly room: string;
  connect(settings?: object): BetterMessagesConnection;
  say(text: string, conversation?: string, as?: string): Promise<string>;
  /** The cursor of now. */
  baseline(): Promise<string>;
  /** Everything after a cursor. */
  drain(from: string): Promise<{ events: ParleyEvent[]; cursor: string }>;
}

export function useStage(settings: Partial<SiteSettings> = {}): () => Stage {
  let stage: Stage | undefined;
  beforeEach(async () => {
    const site = await startBetterMessages({ settings });
    const host = createScriptedHost();
    const connect = (given: object = site.accountSettings()): BetterMessagesConnection => {
      const made = betterMessages.connect(betterMessages.settings.parse(given), {
        account: 'here',
        host,
        memory: briefMemory(),
      });
      if (!(made instanceof BetterMessagesConnection)) throw new Error('another connection was made');
      return made;
    };
    const connection = connect();
    const [group = '', pair = '', room = ''] = site.conversations().map(({ id }) => id);
    const conversations = [group, pair, room];
    stage = {
      site,
      host,
      connection,
      connect,
      group,
      pair,
      room,
      say: async (text, conversation = group, as = ALICE) => (await site.say({ conversation, as, text })).id,
      baseline: async () => (await connection.poll(undefined, { conversations })).cursor,
      drain: async (from) => {
        const events: ParleyEvent[] = [];
        for (let cursor = from; ;) {
          const polled = await connection.poll(cursor, { conversations });
          events.push(...polled.events);
          cursor = polled.cursor;
          if (!polled.more) return { events, cursor };
        }
      },
    };
  });
  afterEach(async () => {
    await stage?.host.close();
    await stage?.site.close();
  });
  return () => {
    if (!stage) throw new Error('The stage is only there while a test runs.');
    return stage;
  };
}

/** Events in few words: `created text`, `edited text`, `deleted 7`, `+👍 3`. */
export function told(events: readonly ParleyEvent[]): string[] {
  return events.map((event) => {
    if (event.type === 'message.created' || event.type === 'message.edited')
      return `${event.type.slice(8)} ${plainText(event.message.text)}`;
    if (event.type === 'message.deleted') return `deleted ${event.messageId}`;
    if (event.type === 'message.status') return event.type;
    return `${event.type === 'reaction.added' ? '+' : '-'}${event.emoji} ${event.author.name}`;
  });
}

export function partOf(connection: BetterMessagesConnection, text: string) {
  const [part] = connection.compose({ text: textTree(text), key: 'k' });
  if (!part) throw new Error('compose gave no part');
  return part;
}
