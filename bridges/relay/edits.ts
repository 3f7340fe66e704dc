import type { BlockContent } from 'mdast';
import type { Message } from '../../src/model/index.ts';
import type { Draft } from '../../src/platforms/index.ts';
import { isEmpty, plainText } from '../../src/text/index.ts';
import type { Delivery, Journal, Link, ShownReaction } from '../journal/contract.ts';
import { findCounterpart } from './counterpart.ts';
import type { Way } from './draft.ts';
import { draftOf, LATE_MS } from './draft.ts';
import type { PlanContext } from './notices.ts';
import { NEVER_MIRRORED, notice } from './notices.ts';
import type { Plan, Step } from './steps.ts';
import { FILE_PART } from './steps.ts';
import { editNotice, reactionLine, TEXT_REMOVED } from './wording.ts';

/** Brings all parts of a copy up to date; where copies cannot be changed, a message tells of it. */
export async function planEdit(message: Message, delivery: Delivery, context: PlanContext): Promise<Plan> {
  const { journal, way } = context;
  const found = await findCounterpart(journal, way.from, message.id, way.to);
  if (!way.target.edit) {
    const text = await context.carryMentions(message.text, way);
    return { ...(await notice(editNotice(text), found, delivery, context)), said: plainText(message.text) };
  }
  if (found.copies.length === 0) return { skip: NEVER_MIRRORED };
  const line = reactionLine((await reactionsOn(found.copies, journal)).filter(({ inWords }) => inWords));
  const { steps, draft } = await editSteps(message, way, found.copies, context, { line });
  return steps.length > 0
    ? { steps, ...(draft ? { draft } : {}) }
    : { skip: 'it has no text that could have changed' };
}

/**
 * The calls after which the text parts of a copy say what the message says now. Parts that are too few are added, and
 * those that are too many go. Files stay as they are.
 * @param line what stands at the end; with `before`, parts that only another line would change stay untouched
 */
export async function editSteps(
  message: Message,
  way: Way,
  copies: readonly Link[],
  context: PlanContext,
  { line, before }: { readonly line: readonly BlockContent[]; readonly before?: readonly BlockContent[] },
): Promise<{ steps: Step[]; draft?: Draft }> {
  const { target } = way;
  const texts = copies.filter(({ part }) => part < FILE_PART);
  const hasFiles = texts.length < copies.length || message.attachments.length > 0;
  // A text that was never there, under a file that stands for itself, needs no words in its place.
  if (texts.length === 0 && isEmpty(message.text)) return { steps: [] };
  const removed = (texts.length < copies.length || !hasFiles) && !(await neverSaid(message, way, context));
  const late = await wasLate(message, texts[0] ?? copies[0], way, context);
  const write = (more: readonly BlockContent[]): Promise<Draft> =>
    draftOf(message, way, context, { late, more, removed });
  const draft = context.kept ?? (await write(line));
  const parts = target.compose(draft);
  const shown = before === undefined ? [] : target.compose(await write(before));
  const edits = texts.flatMap((link, index): Step[] => {
    const part = parts[index];
    if (part) return part.text === shown[index]?.text ? [] : [{ do: 'edit', copyId: link.copyId, part }];
    return target.delete ? [{ do: 'delete', copyId: link.copyId }] : emptied(link, way, context);
  });
  const next = (texts.at(-1)?.part ?? -1) + 1;
  const added = parts
    .slice(texts.length)
    .map((part, index): Step => ({ do: 'send', part, index: next + index, kind: 'created' }));
  return { steps: [...edits, ...added], draft };
}

/** Whether there is no text because there never was one. */
async function neverSaid(
  { id, text }: Message,
  { from }: Way,
  { journal, eventId }: PlanContext,
): Promise<boolean> {
  if (!isEmpty(text)) return false;
  const before = await journal.eventOf(from, id, eventId);
  return before?.type === 'message.created' && isEmpty(before.message.text);
}

/** Reactions that were carried over onto the parts of a copy, oldest first. */
export async function reactionsOn(copies: readonly Link[], journal: Journal): Promise<ShownReaction[]> {
  return (await Promise.all(copies.map(({ to, copyId }) => journal.reactions(to, copyId)))).flat();
}

function emptied({ copyId }: Link, { target }: Way, { key }: PlanContext): Step[] {
  const [part] = target.compose({ text: TEXT_REMOVED, key });
  return part ? [{ do: 'edit', copyId, part }] : [];
}

/** Whether the copy carries the date of its message. Only what is old by now can have been taken in late. */
async function wasLate(
  { sentAt }: Message,
  copy: Link | undefined,
  { target }: Way,
  { journal }: PlanContext,
): Promise<boolean> {
  const isOld = Date.now() - Date.parse(sentAt) > LATE_MS;
  if (!copy || !isOld || target.capabilities.author !== 'prefix') return false;
  const takenIn = await journal.takenIn(copy);
  return takenIn !== undefined && takenIn - Date.parse(sentAt) > LATE_MS;
}
