import type { Message } from '../../../src/model/index.ts';
import type { Journal } from '../../journal/contract.ts';
import { isIdOfWords } from '../../relay/own-words.ts';
import type { Surroundings } from '../parts.ts';
import { authorIdOf } from '../speech.ts';

/** A message of the conversation, and whether this bot said it. */
export interface Told {
  readonly message: Message;
  readonly mine: boolean;
}

/** What the journal is asked for. */
export type Origins = Pick<Journal, 'originOf' | 'eventOf'>;

/**
 * Tells what this bot said from what its account only carried over: both are the account's own to the service. What the
 * journal does not know is nobody's word but the account's, never the bot's, for it may have been anybody's.
 * An answer that was split is one message again.
 */
export async function tellOrigins(
  messages: readonly Message[],
  { bot, place, connection, self }: Pick<Surroundings, 'bot' | 'place' | 'connection' | 'self'>,
  journal: Origins,
): Promise<Told[]> {
  const told: Told[] = [];
  const seen = new Set<string>();
  for (const message of messages) {
    if (message.author.kind !== 'self') {
      told.push({ message, mine: false });
      continue;
    }
    const link = await journal.originOf(place, message.id);
    const isHere = link?.from.account === place.account && link.from.conversation === place.conversation;
    if (!link || !isHere || !isIdOfWords(link.messageId)) {
      const names = connection.capabilities.author === 'per-message' && message.author.name !== self.name;
      told.push({ message: carried(message, link !== undefined, names), mine: false });
      continue;
    }
    if (seen.has(link.messageId)) continue;
    seen.add(link.messageId);
    const event = await journal.eventOf(link.from, link.messageId);
    const said = event && 'message' in event ? event.message : undefined;
    told.push({
      message: { ...message, text: said?.text ?? message.text, author: said?.author ?? message.author },
      mine: said === undefined || said.author.id === authorIdOf(bot),
    });
  }
  return told;
}

function carried(message: Message, isCopy: boolean, isNamed: boolean): Message {
  if (!isCopy) return message;
  const name = isNamed ? message.author.name : 'somebody elsewhere (named at the beginning of the text)';
  // The id of the account would make one person of everybody who is carried over.
  return { ...message, author: { id: `copy:${name}`, name, kind: 'person' } };
}
