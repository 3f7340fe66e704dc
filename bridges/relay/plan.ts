import type { Message } from '../../src/model/index.ts';
import { messageIdOf } from '../../src/model/index.ts';
import type { Draft } from '../../src/platforms/index.ts';
import type { Root } from '../../src/text/index.ts';
import { isEmpty, plainText } from '../../src/text/index.ts';
import type { Delivery } from '../journal/contract.ts';
import { findCounterpart } from './counterpart.ts';
import { authorOn, draftOf, LATE_MS } from './draft.ts';
import { planEdit } from './edits.ts';
import type { Carried } from './files.ts';
import { fetchFiles, notesOf } from './files.ts';
import type { PlanContext } from './notices.ts';
import { NEVER_MIRRORED, notice, originalOf, sends } from './notices.ts';
import { isOwnWords } from './own-words.ts';
import { planReaction } from './reactions.ts';
import { applyRules } from './rules.ts';
import type { Plan, Step } from './steps.ts';
import { CAPTION_PART, FILE_PART, NOTE_PART } from './steps.ts';
import { deletionNotice, fileNote, signed, withMore } from './wording.ts';

/**
 * Decides what a delivery means for its destination. Deterministic for a given state of the journal, so that an
 * interrupted delivery goes on where it stopped.
 */
export async function planDelivery(delivery: Delivery, given: PlanContext): Promise<Plan> {
  const { route, from, to } = given.way;
  const current = delivery.attempts > 0 ? await upToDate(delivery, given) : delivery.event;
  if (!current) return { skip: 'the message was deleted before it could be delivered' };
  const ruled = applyRules(current, route, from, to);
  if ('dropped' in ruled) return { skip: ruled.dropped };
  const { event } = ruled;
  const context = current === delivery.event ? { ...given, kept: delivery.draft } : given;
  switch (event.type) {
    case 'message.created':
      return planMessage(event.message, delivery, context);
    case 'message.edited':
      // While a bot is still writing, its words are shown where it stands alone.
      if (isOwnWords(event) && !(await wasShown(delivery, context))) {
        return planMessage(event.message, delivery, context);
      }
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

/**
 * A message, or an edit, that could not be delivered when it was new, and is tried again after the message was changed
 * further: it is delivered as it is now, or no more.
 */
async function upToDate(
  delivery: Delivery,
  { journal }: PlanContext,
): Promise<Delivery['event'] | undefined> {
  const { event } = delivery;
  if (event.type !== 'message.created' && event.type !== 'message.edited') return event;
  const later = await journal.laterChanges(delivery);
  if (later.some(({ type }) => type === 'message.deleted')) return undefined;
  const newest = later.findLast((change) => change.type === 'message.edited');
  return newest?.type === 'message.edited' ? { ...event, message: newest.message } : event;
}

/** Whether there are copies that an earlier attempt of this delivery has not made itself. */
async function wasShown(delivery: Delivery, { journal, way }: PlanContext): Promise<boolean> {
  const made = await journal.linksOf(delivery);
  const copies = await journal.copies(way.from, messageIdOf(delivery.event), way.to);
  return copies.some(({ copyId }) => !made.some((link) => link.copyId === copyId));
}

async function planMessage(message: Message, delivery: Delivery, context: PlanContext): Promise<Plan> {
  const { way, key } = context;
  const late = delivery.receivedAt - Date.parse(message.sentAt) > LATE_MS;
  const draft = context.kept ?? (await draftOf(message, way, context, { late }));
  const { carried, left } = await fetchFiles(message, way, context.patient);
  const saysNothing = isEmpty(message.text) && notesOf(message, way).length === 0;
  const isBare = saysNothing && carried.length === 0 && left.length > 0;
  const about = (more: Root, suffix: string): Draft => {
    const by = authorOn(message.author, way, context, late ? message.sentAt : undefined);
    return { text: signed(more, by.label), author: by.author, key: `${key}-${suffix}` };
  };
  const steps = isBare ? [] : withFiles(draft, carried, context, about);
  if (left.length > 0) {
    const notes = left.map(({ attachment, reason }) => fileNote(attachment, reason));
    steps.push(...sends({ ...about({ type: 'root', children: notes }, 'n') }, way, 'created', NOTE_PART));
  }
  return { steps, said: plainText(message.text), draft };
}

/** Texts first, then files, as the platform composes them. A file that is refused leaves its text and a note. */
function withFiles(
  draft: Draft,
  carried: readonly Carried[],
  { way }: PlanContext,
  about: (more: Root, suffix: string) => Draft,
): Step[] {
  const { target } = way;
  const isSilent = isEmpty(draft.text);
  const parts = target.compose(
    carried.length === 0 ? draft : { ...draft, files: carried.map(({ file }) => file) },
  );
  return parts.map((part, position): Step => {
    const origin = carried.find(({ file }) => file === part.file);
    if (!origin) return { do: 'send', part, index: position, kind: 'created' };
    const isCaption = position === 0 && !isSilent;
    const note = withMore({ type: 'root', children: [] }, [
      fileNote(
        { ...origin.attachment, size: origin.file.bytes.length },
        `${target.capabilities.title} refused it`,
      ),
    ]);
    const otherwise = [
      ...(isCaption ? sends(draft, way, 'created', CAPTION_PART) : []),
      ...sends(about(note, `n${String(origin.index)}`), way, 'created', NOTE_PART + 1 + origin.index),
    ];
    const index = isCaption ? position : FILE_PART + origin.index;
    return { do: 'send', part, index, kind: 'created', otherwise };
  });
}

async function planDeletion(delivery: Delivery, context: PlanContext): Promise<Plan> {
  const { journal, way } = context;
  const found = await findCounterpart(journal, way.from, messageIdOf(delivery.event), way.to);
  if (!way.target.delete) {
    return notice(deletionNotice(await originalOf(found, context)), found, delivery, context);
  }
  if (found.copies.length === 0) return { skip: NEVER_MIRRORED };
  return { steps: found.copies.map(({ copyId }) => ({ do: 'delete', copyId })) };
}
