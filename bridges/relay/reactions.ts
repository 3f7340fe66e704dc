import type { ReactionChanged } from '../../src/model/index.ts';
import type { Delivery, ReactionChange, ShownReaction } from '../journal/contract.ts';
import type { Counterpart } from './counterpart.ts';
import { findCounterpart } from './counterpart.ts';
import { editSteps } from './edits.ts';
import { nicknameOf } from './nickname.ts';
import type { PlanContext } from './notices.ts';
import { NEVER_MIRRORED, notice, originalOf } from './notices.ts';
import type { Plan, Step } from './steps.ts';
import { FILE_PART } from './steps.ts';
import { reactionLine, reactionNotice } from './wording.ts';

/**
 * Shows a person's reaction on the other side, or no longer. Our account has one reaction for all people with the same
 * emoji; what the platform cannot show is told in words, where the route wants that.
 */
export async function planReaction(
  event: ReactionChanged,
  delivery: Delivery,
  context: PlanContext,
): Promise<Plan> {
  const { journal, way } = context;
  const { route, from, to, source } = way;
  if (route.reactions === 'off') return { skip: `the route "${route.name}" carries no reactions` };
  const found = await findCounterpart(journal, from, event.messageId, to);
  const [messageId] = found.ids;
  if (messageId === undefined) return { skip: NEVER_MIRRORED };
  const standing = await journal.reactions(to, messageId);
  const who = `${from.account}:${event.author.id}`;
  const shown: ShownReaction = {
    emoji: event.emoji,
    who,
    name: nicknameOf(event.author, route, from, source.capabilities.title),
  };
  // Where people have one each, some services do not tell that the one before is gone.
  const replaced = standing.filter(
    (one) => source.capabilities.reactions === 'one-of-few' && one.who === who && one.emoji !== event.emoji,
  );
  const reaction = (change: ReactionChange['change']): ReactionChange => ({ ...shown, messageId, change });
  const here: Standing = { messageId, found, standing, delivery, context };
  return event.type === 'reaction.added'
    ? added(here, { ...reaction('added'), replaces: replaced.map(({ emoji }) => emoji) })
    : removed(here, reaction('removed'));
}

interface Standing {
  readonly messageId: string;
  readonly found: Counterpart;
  readonly standing: readonly ShownReaction[];
  readonly delivery: Delivery;
  readonly context: PlanContext;
}

async function added(here: Standing, reaction: ReactionChange): Promise<Plan> {
  const { messageId, context } = here;
  const { emoji } = reaction;
  const { target, route } = context.way;
  const isNative = target.react !== undefined && target.capabilities.reactions !== 'none';
  if (!isNative && route.reactions === 'native') {
    return { skip: `${target.capabilities.title} shows no reactions` };
  }
  const inWords = route.reactions === 'native' ? [] : await told(here, reaction);
  if (!isNative) return { steps: inWords, reaction: { ...reaction, inWords: true } };
  const react: Step = { do: 'react', copyId: messageId, emoji, otherwise: inWords };
  return { steps: [...(await replacing(here, reaction)), react], reaction };
}

/** The calls after which what a reaction takes the place of is not shown any more. */
async function replacing(here: Standing, reaction: ReactionChange): Promise<readonly Step[]> {
  const { messageId: copyId, standing, context } = here;
  const { target } = context.way;
  const left = standing.filter((one) => !isReplaced(one, reaction));
  const gone = standing.filter((one) => isReplaced(one, reaction));
  const line = gone.some(({ inWords }) => inWords)
    ? await lineSteps(here, { ...reaction, change: 'removed' })
    : [];
  // Where there is one of a few, the new one takes the place of the old one by itself.
  if (!target.unreact || target.capabilities.reactions !== 'any') return line ?? [];
  const unreact = gone
    .filter(({ inWords, emoji }) => !inWords && !left.some((one) => !one.inWords && one.emoji === emoji))
    .map(({ emoji }): Step => ({ do: 'unreact', copyId, emoji }));
  return [...(line ?? []), ...unreact];
}

async function removed(here: Standing, reaction: ReactionChange): Promise<Plan> {
  const { messageId: copyId, standing, context } = here;
  const { target } = context.way;
  const { emoji } = reaction;
  const before = standing.find((one) => isSame(one, reaction));
  // A message that told of it stays; a line does not.
  if (before?.inWords) return { steps: (await lineSteps(here, reaction)) ?? [], reaction };
  if (!target.react || target.capabilities.reactions === 'none') {
    return { skip: `${target.capabilities.title} shows no reactions, so there is none to take back` };
  }
  const rest = standing.filter((one) => one.inWords !== true && !isSame(one, reaction));
  // Some services take no reaction back: there it stays until another one takes its place.
  const unreact: Step[] = target.unreact ? [{ do: 'unreact', copyId, emoji }] : [];
  if (target.capabilities.reactions === 'any') {
    return { steps: rest.some((one) => one.emoji === emoji) ? [] : unreact, reaction };
  }
  // Of several, the platform shows our newest; when that goes, the one before stands again.
  const [was, is] = [standing.findLast((one) => one.inWords !== true)?.emoji, rest.at(-1)?.emoji];
  if (was !== undefined && was !== emoji) return { steps: [], reaction };
  if (was !== undefined && was === is) return { steps: [], reaction };
  return {
    steps: is === undefined ? unreact : [{ do: 'react', copyId, emoji: is, otherwise: unreact }],
    reaction,
  };
}

/** The line under the copy, or a message that tells of it. */
async function told(here: Standing, reaction: ReactionChange): Promise<readonly Step[]> {
  const { found, standing, delivery, context } = here;
  const line = await lineSteps(here, reaction);
  if (line) return line;
  if (standing.some((one) => one.inWords === true && isSame(one, reaction))) return [];
  const text = reactionNotice(reaction.emoji, await originalOf(found, context));
  const plan = await notice(text, found, delivery, context);
  return 'steps' in plan ? plan.steps : [];
}

/** The calls that bring the line under a copy up to date; undefined where there can be none. */
async function lineSteps(
  { found, standing, context }: Standing,
  reaction: ReactionChange,
): Promise<Step[] | undefined> {
  const { route, target } = context.way;
  const { copies, origin } = found;
  const way = context.wayFrom(origin.place);
  if (!target.edit || route.reactions === 'native' || !way) return undefined;
  if (!copies.some(({ part }) => part < FILE_PART)) return undefined;
  const message = await originalOf(found, context);
  if (!message) return undefined;
  const before = standing.filter(({ inWords }) => inWords);
  const left = before.filter((one) => !isReplaced(one, reaction));
  const others = left.filter((one) => !isSame(one, reaction));
  const isThere = others.length < left.length;
  const after = reaction.change === 'removed' ? others : isThere ? left : [...others, reaction];
  const { steps } = await editSteps(message, way, copies, context, {
    line: reactionLine(after),
    // An edit that stands already does no harm; one that is missing would.
    ...(isThere === (reaction.change === 'removed') ? { before: reactionLine(before) } : {}),
  });
  return steps;
}

function isReplaced(one: ShownReaction, { who, replaces = [] }: ReactionChange): boolean {
  return one.who === who && replaces.includes(one.emoji);
}

function isSame(one: ShownReaction, other: ShownReaction): boolean {
  return one.emoji === other.emoji && one.who === other.who;
}
