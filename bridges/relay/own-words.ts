import type { ParleyEvent } from '../../src/model/index.ts';
import { messageIdOf } from '../../src/model/index.ts';

/** What ids of messages begin with that a bot of ours says, before any service has given them one of its own. */
const BOT = 'bot:';

/** The id of what a bot says in a turn. `part` tells apart what it says elsewhere in the same turn. */
export function idOfWords(turn: number, part?: string): string {
  return `${BOT}${String(turn)}${part === undefined ? '' : `:${part}`}`;
}

/** Whether a message is something that a bot of ours says. No service gives out such ids. */
export function isIdOfWords(messageId: string): boolean {
  return messageId.startsWith(BOT);
}

/** Whether an event is something that a bot of ours says. */
export function isOwnWords(event: ParleyEvent): boolean {
  return isIdOfWords(messageIdOf(event));
}
