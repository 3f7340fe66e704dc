import type { BlockContent } from 'mdast';
import type { Author, Message } from '../../src/model/index.ts';
import type { Connection, Draft } from '../../src/platforms/index.ts';
import type { Root } from '../../src/text/index.ts';
import { excerpt, isEmpty, withQuote } from '../../src/text/index.ts';
import type { RouteConfig } from '../config/model.ts';
import type { Journal, Place } from '../journal/contract.ts';
import { findCounterpart } from './counterpart.ts';
import { notesOf } from './files.ts';
import { nicknameOf, prefixOf } from './nickname.ts';
import { keyOf } from './routing.ts';
import { applyRules } from './rules.ts';
import { signed, TEXT_REMOVED, withMore } from './wording.ts';

/** A message that was taken in so long after it was written carries its date, milliseconds. */
export const LATE_MS = 86_400_000;
const QUOTE_LENGTH = 80;

/** The way of a message from one conversation into another. */
export interface Way {
  readonly route: RouteConfig;
  readonly from: Place;
  readonly to: Place;
  readonly source: Connection;
  readonly target: Connection;
  /** The account says something itself, where it stands: a bot's words in its own conversation. @default false */
  readonly isSpeaking?: boolean;
}

/** What writing a copy takes besides the message and its way. */
export interface WritingContext {
  readonly journal: Journal;
  /** Names the delivery in markers and idempotency keys, uniquely over all journals. */
  readonly key: string;
  /** What happened from this event of the journal on is not looked at, so that a text comes out the same again. */
  readonly eventId: number;
  /** Puts ids of the destination in the place of those of the source. */
  carryMentions(text: Root, way: Way): Promise<Root>;
  pictureOf(source: Place, author: Author): string | undefined;
  /** The way that a message of another conversation takes to the same destination; undefined when there is none. */
  wayFrom(place: Place): Way | undefined;
}

export interface Wanted {
  /** Whether the message was taken in late, so that its date stands beside its author's name. */
  readonly late: boolean;
  /** Paragraphs at the end. */
  readonly more?: readonly BlockContent[];
  /** Whether words stand for a text that is not there any more. */
  readonly removed?: boolean;
}

/**
 * A message as it is to be written on the other side, without its files. What the account says itself needs no name,
 * no quote and no other ids.
 */
export async function draftOf(
  message: Message,
  way: Way,
  context: WritingContext,
  { late, more = [], removed = false }: Wanted,
): Promise<Draft> {
  if (way.isSpeaking) {
    const isAnswer = message.replyTo !== undefined && way.target.capabilities.replies !== 'none';
    return {
      text: withMore(message.text, more),
      key: context.key,
      ...(isAnswer ? { replyTo: message.replyTo } : {}),
    };
  }
  const reply = await replyOf(message, way, context);
  const words = removed && isEmpty(message.text) ? TEXT_REMOVED : message.text;
  const own = withMore(await context.carryMentions(words, way), notesOf(message, way));
  const by = authorOn(message.author, way, context, late ? message.sentAt : undefined);
  const text = withMore(signed(own, by.label), more);
  return {
    text: reply.quote ? withQuote(text, reply.quote.author, reply.quote.excerpt) : text,
    key: context.key,
    author: by.author,
    ...(reply.to === undefined ? {} : { replyTo: reply.to }),
  };
}

/** How an author is shown on the other side: the name as the platform takes it, and as a label where it takes none. */
export function authorOn(
  author: Author,
  { route, from, source, target }: Way,
  context: Pick<WritingContext, 'pictureOf'>,
  sentAt?: string,
): { author: { name: string; avatarUrl?: string }; label: string | undefined } {
  const nickname = nicknameOf(author, route, from, source.capabilities.title);
  const name = sentAt === undefined ? nickname : `${nickname} (${sentAt.slice(0, 10)})`;
  const avatarUrl = context.pictureOf(from, author);
  return {
    author: { name, ...(avatarUrl === undefined ? {} : { avatarUrl }) },
    label: target.capabilities.author === 'prefix' ? prefixOf(name, route) : undefined,
  };
}

interface Reply {
  readonly to?: string;
  readonly quote?: { readonly author: string; readonly excerpt: string };
}

/**
 * Native where the platform has answers and the answered message, or at least the head of its thread, stands there;
 * a quoted line otherwise.
 */
async function replyOf(message: Message, way: Way, context: WritingContext): Promise<Reply> {
  const { from, to, route, target } = way;
  const answers = [...new Set([message.replyTo, message.thread])].filter((id) => id !== undefined);
  if (target.capabilities.replies !== 'none') {
    for (const id of answers) {
      const [counterpart] = (await findCounterpart(context.journal, from, id, to)).ids;
      if (counterpart !== undefined) return { to: counterpart };
    }
  }
  const [answered] = answers;
  if (answered === undefined) return {};
  const { origin } = await findCounterpart(context.journal, from, answered, to);
  const said = await saidBefore(origin, way, context);
  if (!said) return {};
  const source = context.wayFrom(origin.place)?.source ?? way.source;
  const author = nicknameOf(said.author, route, origin.place, source.capabilities.title);
  return { quote: { author, excerpt: excerpt(said.text, QUOTE_LENGTH) } };
}

/**
 * A message as it was before this event, and as the rules let it through; undefined when it was never delivered, is
 * forgotten, or is not for this side.
 */
export async function saidBefore(
  { place, messageId }: { readonly place: Place; readonly messageId: string },
  way: Way,
  { journal, eventId, wayFrom }: WritingContext,
): Promise<Message | undefined> {
  const event = await journal.eventOf(place, messageId, eventId);
  if (!event || !('message' in event)) return undefined;
  if (keyOf(place) === keyOf(way.to)) return event.message;
  const ruled = applyRules(event, wayFrom(place)?.route ?? way.route, place, way.to);
  return 'event' in ruled && 'message' in ruled.event ? ruled.event.message : undefined;
}
