import { ServiceError } from '../../src/host/index.ts';
import type { Message, OutgoingFile } from '../../src/model/index.ts';
import { authorOf, messageIdOf } from '../../src/model/index.ts';
import type { Connection, Draft, Part } from '../../src/platforms/index.ts';
import type { Root } from '../../src/text/index.ts';
import { excerpt, withQuote } from '../../src/text/index.ts';
import type { Delivery, Journal, LinkKind } from '../journal/contract.ts';
import { findCounterpart } from './counterpart.ts';
import { attachmentNote, deletionNotice, editNotice, reactionNotice, signed, withNotes } from './wording.ts';

/** One call that a delivery needs. All but `send` can be repeated without harm. */
export type Step =
  | { readonly do: 'send'; readonly part: Part; readonly index: number; readonly kind: LinkKind }
  | { readonly do: 'edit'; readonly copyId: string; readonly part: Part }
  | { readonly do: 'delete'; readonly copyId: string }
  | { readonly do: 'react' | 'unreact'; readonly copyId: string; readonly emoji: string };

/** What is to be done for a delivery, or why nothing is. */
export type Plan = { readonly steps: readonly Step[] } | { readonly skip: string };

export interface PlanContext {
  readonly journal: Journal;
  readonly source: Connection;
  readonly target: Connection;
  /** Whether a file that cannot be fetched now is worth another attempt of the whole delivery. */
  readonly patient: boolean;
  /** Names the delivery in markers and idempotency keys, uniquely over all journals. */
  readonly key: string;
}

const QUOTE_LENGTH = 80;
const NEVER_MIRRORED = 'the message it is about was never mirrored here';

/**
 * Decides what a delivery means for its destination. Deterministic for a given state of the journal, so that an
 * interrupted delivery goes on where it stopped.
 */
export async function planDelivery(delivery: Delivery, context: PlanContext): Promise<Plan> {
  const { event } = delivery;
  switch (event.type) {
    case 'message.created':
      return sends(await draftOf(event.message, delivery, context), context, 'created');
    case 'message.edited':
      return planEdit(event.message, delivery, context);
    case 'message.deleted':
      return planDeletion(delivery, context);
    case 'reaction.added':
    case 'reaction.removed':
      return planReaction(event, delivery, context);
    case 'message.status':
      return { skip: 'what became of a sent message is not mirrored' };
  }
}

async function planEdit(message: Message, delivery: Delivery, context: PlanContext): Promise<Plan> {
  const { target, journal } = context;
  const copies = await journal.copies(delivery.from, message.id, delivery.to);
  if (!target.edit) return notice(editNotice(message), delivery, context);
  if (copies.length === 0) return { skip: NEVER_MIRRORED };
  const parts = target.compose(await draftOf(message, delivery, context, { files: false }));
  const steps: Step[] = copies.slice(0, parts.length).map((link, index) => {
    const part = parts[index];
    return part ? { do: 'edit', copyId: link.copyId, part } : { do: 'delete', copyId: link.copyId };
  });
  const surplus = copies.slice(parts.length).map((link): Step => ({ do: 'delete', copyId: link.copyId }));
  const added = parts
    .slice(copies.length)
    .map((part, index): Step => ({ do: 'send', part, index: copies.length + index, kind: 'created' }));
  return { steps: [...steps, ...(target.delete ? surplus : []), ...added] };
}

async function planDeletion(delivery: Delivery, context: PlanContext): Promise<Plan> {
  const { target, journal } = context;
  const copies = await journal.copies(delivery.from, messageIdOf(delivery.event), delivery.to);
  if (!target.delete) return notice(deletionNotice(await originalOf(delivery, context)), delivery, context);
  if (copies.length === 0) return { skip: NEVER_MIRRORED };
  return { steps: copies.map((link) => ({ do: 'delete', copyId: link.copyId })) };
}

async function planReaction(
  event: Extract<Delivery['event'], { emoji: string }>,
  delivery: Delivery,
  context: PlanContext,
): Promise<Plan> {
  const [copyId] = await findCounterpart(context.journal, delivery.from, event.messageId, delivery.to);
  if (copyId === undefined) return { skip: NEVER_MIRRORED };
  const call = event.type === 'reaction.added' ? 'react' : 'unreact';
  if (context.target[call]) return { steps: [{ do: call, copyId, emoji: event.emoji }] };
  if (event.type === 'reaction.removed') {
    return { skip: `${context.target.capabilities.title} shows no reactions, so there is none to take back` };
  }
  return notice(reactionNotice(event.emoji, await originalOf(delivery, context)), delivery, context);
}

/** Says in words what the platform cannot show; only about messages that have, or would have had, a copy. */
async function notice(text: Root, delivery: Delivery, context: PlanContext): Promise<Plan> {
  const { target, journal, key } = context;
  const messageId = messageIdOf(delivery.event);
  const [copyId] = await findCounterpart(journal, delivery.from, messageId, delivery.to);
  if (copyId === undefined) return { skip: NEVER_MIRRORED };
  const author = authorOf(delivery.event);
  const original = author ? undefined : await originalOf(delivery, context);
  const by = author ?? original?.author;
  const draft: Draft = {
    text: by ? signed(text, by, target.capabilities) : text,
    key,
    ...(by ? { author: authorOnCopy(by) } : {}),
    ...(target.capabilities.replies === 'none' ? {} : { replyTo: copyId }),
  };
  return sends(draft, context, 'notice');
}

function sends(draft: Draft, { target }: PlanContext, kind: LinkKind): Plan {
  return { steps: target.compose(draft).map((part, index) => ({ do: 'send', part, index, kind })) };
}

async function draftOf(
  message: Message,
  delivery: Delivery,
  context: PlanContext,
  options = { files: true },
): Promise<Draft> {
  const { target, key } = context;
  const { files, notes } = await carryFiles(message, context, options.files);
  const reply = await replyOf(message, delivery, context);
  const text = signed(withNotes(message.text, notes), message.author, target.capabilities);
  return {
    text: reply.quote ? withQuote(text, reply.quote.author, reply.quote.excerpt) : text,
    key,
    author: authorOnCopy(message.author),
    ...(reply.to === undefined ? {} : { replyTo: reply.to }),
    ...(files.length === 0 ? {} : { files }),
  };
}

interface Reply {
  readonly to?: string;
  readonly quote?: { readonly author: string; readonly excerpt: string };
}

/** Native where the platform has answers and the answered message stands there; a quoted line otherwise. */
async function replyOf(
  message: Message,
  delivery: Delivery,
  { target, journal }: PlanContext,
): Promise<Reply> {
  if (message.replyTo === undefined) return {};
  const [counterpart] = await findCounterpart(journal, delivery.from, message.replyTo, delivery.to);
  if (counterpart !== undefined && target.capabilities.replies !== 'none') return { to: counterpart };
  const origin = await journal.originOf(delivery.from, message.replyTo);
  const answered = origin
    ? await journal.eventOf(origin.from, origin.messageId)
    : await journal.eventOf(delivery.from, message.replyTo);
  if (!answered || !('message' in answered)) return {};
  const { author, text } = answered.message;
  return { quote: { author: author.name, excerpt: excerpt(text, QUOTE_LENGTH) } };
}

/** Copies the bytes where both sides can; a line of text stands for every attachment that stays behind. */
async function carryFiles(
  message: Message,
  context: PlanContext,
  carry: boolean,
): Promise<{ files: OutgoingFile[]; notes: string[] }> {
  const { source, target } = context;
  const files: OutgoingFile[] = [];
  const notes: string[] = [];
  const { send, maxBytes } = target.capabilities.files;
  for (const attachment of message.attachments) {
    const { kind, name, mimeType } = attachment;
    if (attachment.content !== undefined || !send || !source.download) {
      notes.push(attachmentNote(attachment));
    } else if (maxBytes !== undefined && (attachment.size ?? 0) > maxBytes) {
      notes.push(attachmentNote(attachment, `too large for ${target.capabilities.title}`));
    } else if (carry) {
      try {
        files.push({ kind, name, mimeType, bytes: await source.download(attachment) });
      } catch (error) {
        if (context.patient && isPassing(error)) throw error;
        // The text must not be lost with its file.
        notes.push(attachmentNote(attachment, 'could not be fetched'));
      }
    }
  }
  return { files, notes };
}

function isPassing(error: unknown): boolean {
  return error instanceof ServiceError && (error.kind === 'unavailable' || error.kind === 'rate-limited');
}

async function originalOf(delivery: Delivery, { journal }: PlanContext): Promise<Message | undefined> {
  const event = await journal.eventOf(delivery.from, messageIdOf(delivery.event));
  return event && 'message' in event ? event.message : undefined;
}

function authorOnCopy(author: { name: string; avatarUrl?: string }): { name: string; avatarUrl?: string } {
  return { name: author.name, ...(author.avatarUrl === undefined ? {} : { avatarUrl: author.avatarUrl }) };
}
