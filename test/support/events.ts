import type { Message, MessageCreated, ParleyEvent } from '../../src/model/index.ts';
import { textTree } from '../../src/text/index.ts';

/** The same for all events of a run: what was written long ago is shown with its date. */
const JUST_NOW = new Date().toISOString();

let changes = 0;

/** A message of a person, as a feed would hand it in. */
export function message(id: string, text = `message ${id}`, overrides: Partial<Message> = {}): Message {
  return {
    platform: 'buddypress',
    account: 'site',
    conversation: '1',
    id,
    author: { id: '7', name: 'Ada', kind: 'person' },
    text: textTree(text),
    attachments: [],
    sentAt: JUST_NOW,
    ...overrides,
  };
}

export function created(id: string, text?: string, overrides?: Partial<Message>): MessageCreated {
  const made = message(id, text, overrides);
  return {
    type: 'message.created',
    conversation: made.conversation,
    key: `created:${id}`,
    position: id.padStart(12, '0'),
    at: made.sentAt,
    message: made,
  };
}

export function edited(id: string, text: string, revision = '1'): ParleyEvent {
  return { ...created(id, text), type: 'message.edited', key: `edited:${id}:${revision}` };
}

export function deleted(id: string): ParleyEvent {
  const { conversation, position, at } = created(id);
  return { type: 'message.deleted', conversation, position, at, key: `deleted:${id}`, messageId: id };
}

/** Somebody reacts to a message, or takes the reaction back. */
export function reacted(
  id: string,
  emoji: string,
  name: string,
  verb: 'added' | 'removed' = 'added',
  conversation = '1',
): ParleyEvent {
  const { position, at } = created(id);
  return {
    type: `reaction.${verb}`,
    conversation,
    position,
    at,
    key: `reacted:${conversation}:${id}:${emoji}:${name}:${verb}:${String((changes += 1))}`,
    messageId: id,
    emoji,
    author: { id: name.toLowerCase(), name, kind: 'person' },
  };
}
