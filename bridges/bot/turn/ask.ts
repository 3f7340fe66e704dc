import { plainText } from '../../../src/text/index.ts';
import type { ModelAnswer, ModelRequest, ToolSpec } from '../contract.ts';
import { transcribe } from '../shape/transcribe.ts';
import type { Stream } from '../shape/stream.ts';
import { createStream } from '../shape/stream.ts';
import { chargeLost } from './charge.ts';
import { isSilenced } from './ending.ts';
import type { Work } from './work.ts';
import { peopleOf, spentBy } from './work.ts';

/** Messages join a turn so often at most: somebody who never stops writing is answered all the same. */
const MOST_JOINS = 5;

/**
 * Asks the model, and stores what it answers before anything is done with it.
 * @returns whether the turn is over: nothing is left to spend, or what was asked is unfit
 * @throws {ModelError} when no model answers
 */
export async function ask(work: Work, withTools: boolean): Promise<boolean> {
  const { context, control } = work;
  if (mayJoin(work)) await takeMore(work);
  // Before anything that costs: voice notes are written down by a model, too.
  const spent = await spentBy(work);
  if (spent) {
    const once = `budget ${spent.window}`;
    return isSilenced(work, { why: 'budget', say: { text: spent.say, once } });
  }
  await transcribe(work);
  if (await isSilenced(work, await unfit(work))) return true;
  const interrupted = control.interrupted(isInterruptible(work));
  const stream = streamOf(work);
  const lost: ModelAnswer[] = [];
  let answer: ModelAnswer;
  try {
    const request = await requestOf(work, withTools);
    answer = await context.parts.model.ask(request, {
      signal: AbortSignal.any([context.signal, interrupted]),
      ...(stream ? { onText: stream.write } : {}),
      onLost: (one) => lost.push(one),
    });
  } catch (error) {
    await stream?.close();
    if (context.signal.aborted) throw error;
    await chargeLost(work, lost);
    if (!interrupted.aborted) throw error;
    return false;
  }
  await stream?.close();
  await chargeLost(work, lost);
  await keep(work, answer);
  return false;
}

/** An answer that was written before more was said is not the answer any more. */
async function keep(work: Work, answer: ModelAnswer): Promise<void> {
  const { context, mouth } = work;
  const isDraft = answer.toolCalls.length === 0 && mayJoin(work);
  const cost = { usage: answer.usage, money: context.parts.budget.priceOf(answer) };
  const purpose = isDraft ? 'draft' : 'answer';
  mouth.turn = await context.journal.turns.step(mouth.turn, { kind: 'model', answer, purpose }, cost);
  context.trouble.over();
  if (isDraft) await takeMore(work);
  const { place } = mouth.turn;
  const people = peopleOf(work).map(({ id }) => id);
  for (const warning of await context.parts.budget.warnings(place, people)) {
    context.log.warn({ bot: context.bot.name, ...place }, warning);
  }
}

function mayJoin({ control, joins }: Work): boolean {
  const isWanted = control.surroundings.manners.meanwhile !== 'next';
  return isWanted && joins < MOST_JOINS && control.hasMore();
}

function isInterruptible({ control, joins }: Work): boolean {
  return control.surroundings.manners.meanwhile === 'interrupt' && joins < MOST_JOINS;
}

async function takeMore(work: Work): Promise<void> {
  const more = await work.control.more();
  if (more.length === 0) return;
  work.joins += 1;
  work.mouth.turn = await work.context.journal.turns.join(work.mouth.turn, more);
}

/** Whether the service finds what was asked unfit. Asked before the first call, and again when more has joined. */
async function unfit(work: Work): Promise<{ why: 'moderated' } | undefined> {
  const { context, mouth } = work;
  const { heard, steps } = mouth.turn;
  if (context.bot.safety.moderation === undefined || work.checked === heard.length) return undefined;
  const written = steps.flatMap((step) => (step.kind === 'transcript' ? [step.text] : []));
  const text = [...heard.map(({ message }) => plainText(message.text)), ...written].join('\n').trim();
  const isUnfit = text !== '' && (await context.parts.model.moderate(text, context.signal));
  work.checked = heard.length;
  return isUnfit ? { why: 'moderated' } : undefined;
}

async function requestOf(work: Work, withTools: boolean): Promise<ModelRequest> {
  const { context, control, mouth, prompter } = work;
  const { bot } = context;
  const { messages, dropped } = await prompter.build(mouth.turn, control.state());
  work.dropped = dropped;
  const user = context.userOf(mouth.turn);
  return {
    messages,
    tools: withTools ? await toolsOf(work) : [],
    maxOutputTokens: bot.model.maxOutputTokens,
    ...(user === undefined ? {} : { user }),
  };
}

/** Without its tools a bot can still answer. */
async function toolsOf(work: Work): Promise<readonly ToolSpec[]> {
  const { context, mouth } = work;
  try {
    return await context.parts.toolbox.specs(mouth.turn.place, peopleOf(work));
  } catch (error) {
    context.log.warn({ bot: context.bot.name, error }, 'the tools could not be listed, so there are none');
    return [];
  }
}

/** Where words can be changed, and none has to be looked at by a moderation first. */
function streamOf({ context, control, mouth }: Work): Stream | undefined {
  const { bot, parts } = context;
  const { shape, safety } = bot;
  const { connection } = control.surroundings;
  const isAble = connection.capabilities.edit && connection.edit !== undefined;
  if (!shape.stream || !isAble || safety.moderation !== undefined) return undefined;
  return createStream({
    everyMs: shape.streamEveryMs,
    show: (text, signal) => mouth.show(parts.makeSafe(text, bot).text, signal),
  });
}
