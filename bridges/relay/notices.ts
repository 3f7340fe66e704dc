import type { Message } from '../../src/model/index.ts';
import { authorOf } from '../../src/model/index.ts';
import type { Draft } from '../../src/platforms/index.ts';
import type { Root } from '../../src/text/index.ts';
import type { Delivery, LinkKind } from '../journal/contract.ts';
import type { Counterpart } from './counterpart.ts';
import type { Way, WritingContext } from './draft.ts';
import { authorOn, saidBefore } from './draft.ts';
import type { Plan, Step } from './steps.ts';
import { signed } from './wording.ts';

export interface PlanContext extends WritingContext {
  readonly way: Way;
  /** Whether a file that cannot be fetched now is worth another attempt of the whole delivery. */
  readonly patient: boolean;
  /** What an earlier attempt wrote, and has to be said again. */
  readonly kept?: Draft | undefined;
}

export const NEVER_MIRRORED = 'the message it is about was never mirrored here';

/** Says in words what the platform cannot show; only about messages that have, or would have had, a copy. */
export async function notice(
  text: Root,
  found: Counterpart,
  delivery: Delivery,
  context: PlanContext,
): Promise<Plan> {
  const { way, key } = context;
  const [about] = found.ids;
  if (about === undefined) return { skip: NEVER_MIRRORED };
  const author = authorOf(delivery.event) ?? (await originalOf(found, context))?.author;
  const by = author && authorOn(author, way, context);
  const draft: Draft = context.kept ?? {
    text: signed(text, by?.label),
    key,
    ...(by ? { author: by.author } : {}),
    ...(way.target.capabilities.replies === 'none' ? {} : { replyTo: about }),
  };
  return { steps: sends(draft, way, 'notice'), draft };
}

/** The message behind a counterpart, as it was up to now; undefined when it was never delivered, or is forgotten. */
export async function originalOf(
  { origin }: Counterpart,
  context: PlanContext,
): Promise<Message | undefined> {
  return saidBefore(origin, context.way, context);
}

/** A draft as the messages that it makes, in order. */
export function sends(draft: Draft, { target }: Way, kind: LinkKind, firstIndex = 0): Step[] {
  return target
    .compose(draft)
    .map((part, position) => ({ do: 'send', part, index: firstIndex + position, kind }));
}
