import type { Message, ParleyEvent, PlatformName } from '../../src/model/index.ts';
import type { Root } from '../../src/text/index.ts';
import { markdown } from '../../src/text/index.ts';
import type { BotConfig } from '../config/bot-model.ts';
import type { Journal, Place } from '../journal/contract.ts';
import { idOfWords, isIdOfWords } from '../relay/own-words.ts';
import type { Turn } from './contract.ts';

export interface Speaker {
  readonly bot: Pick<BotConfig, 'name' | 'title'>;
  readonly place: Place;
  readonly platform: PlatformName;
  /** Whether the conversation is one of two, where it is clear what is answered. */
  readonly isDirect: boolean;
  now(): number;
}

/** What a bot says in the course of a turn, as an event of its own place. */
export function wordsOf(turn: Turn, text: string | Root, speaker: Speaker): ParleyEvent {
  const message = { ...messageOf(speaker, idOfWords(turn.id), text), ...answering(turn, speaker) };
  return { ...eventOf(message), type: turn.began ? 'message.edited' : 'message.created' };
}

/** The same as another message, where the one that is there cannot be changed. */
export function wordsAnew(turn: Turn, text: string | Root, speaker: Speaker): ParleyEvent {
  const message = { ...messageOf(speaker, idOfWords(turn.id, 'anew'), text), ...answering(turn, speaker) };
  return { ...eventOf(message), type: 'message.created' };
}

/** What a bot says elsewhere in the course of a turn: where people take over. */
export function wordsElsewhere(turn: Turn, text: string, speaker: Speaker): ParleyEvent {
  return { ...eventOf(messageOf(speaker, idOfWords(turn.id, 'tell'), text)), type: 'message.created' };
}

/** Whether a message of a place is one that this bot said, as far as the journal still knows. */
export async function isSaidBy(
  bot: Pick<BotConfig, 'name'>,
  journal: Journal,
  place: Place,
  messageId: string,
): Promise<boolean> {
  const link = await journal.originOf(place, messageId);
  if (!link || !isIdOfWords(link.messageId)) return false;
  const event = await journal.eventOf(link.from, link.messageId);
  return event !== undefined && 'message' in event && event.message.author.id === authorIdOf(bot);
}

/** How a bot is named as the author of its words. */
export function authorIdOf({ name }: Pick<BotConfig, 'name'>): string {
  return `bot:${name}`;
}

function messageOf({ bot, place, platform, now }: Speaker, id: string, text: string | Root): Message {
  return {
    ...place,
    platform,
    id,
    author: { id: authorIdOf(bot), name: bot.title, kind: 'bot' },
    text: typeof text === 'string' ? markdown.parse(text) : text,
    attachments: [],
    sentAt: new Date(now()).toISOString(),
  };
}

function eventOf(message: Message) {
  const { conversation, sentAt, id } = message;
  // No feed sorts these; the journal gives them a key of its own.
  return { conversation, at: sentAt, position: '', key: id, message };
}

/** What it answers is shown, in the thread where that stands; in a conversation of two only threads matter. */
function answering({ heard }: Turn, { isDirect }: Speaker): Pick<Message, 'replyTo' | 'thread'> {
  const asked = heard.at(-1)?.message;
  if (!asked || (isDirect && asked.thread === undefined)) return {};
  return { replyTo: asked.id, ...(asked.thread === undefined ? {} : { thread: asked.thread }) };
}
