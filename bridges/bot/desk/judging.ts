import type { DeskState, Heard, Silence, Turn } from '../contract.ts';
import { talkWindow } from '../manners/bot-talk.ts';
import type { Command, Deed, Surroundings, Verdict } from '../parts.ts';
import { NOT_CARRIED_OUT } from '../sentences.ts';
import { isSaidBy } from '../speech.ts';
import { toldOnce } from '../turn/ending.ts';
import type { DeskContext } from './context.ts';
import { Mouth } from './mouth.ts';
import { silenceOf } from './state.ts';

export interface Outcome {
  /** Whether it is to be answered. Everything else is done already. */
  readonly answer: boolean;
  /** How the desk stands by now, when that has changed; on disk already. */
  readonly state?: DeskState;
  /** Why the bot is not to say what it is about to say either: it was told to be silent. */
  readonly silence?: Silence;
}

/** Commands after which the bot is silent. */
const SILENCING: ReadonlySet<Command['name']> = new Set(['stop', 'mute', 'leave', 'handover']);

/** A message to judge, and what with. */
export interface Given {
  readonly note: Heard;
  readonly state: DeskState;
  readonly context: DeskContext;
  readonly surroundings: Surroundings;
  /** Whether it follows a message of the same person that is to be answered, within the pause of a burst. */
  readonly goesOn: boolean;
  /** The turn that an earlier process began for it and did nothing in. */
  readonly turn?: Turn;
}

/** The same, once it is known how often its author was answered. */
interface Hearing extends Given {
  /** Times of answers to the author, where that is a bot. */
  readonly answersToBots: readonly number[];
}

/** Judges one message, and does what has to be done for one that is not answered. */
export async function judgeHeard(given: Given): Promise<Outcome> {
  const { note, context, surroundings } = given;
  const facts = await factsOf(given);
  const hearing = { ...given, answersToBots: facts.answersToBots };
  const verdict = context.parts.judge(note, surroundings, facts);
  switch (verdict.do) {
    case 'answer':
      return { answer: true };
    case 'ignore':
      return ignore(hearing, verdict);
    case 'command':
      return carryOut(hearing, verdict.command);
  }
}

async function factsOf({
  note: { message, place },
  state,
  goesOn,
  context: { bot, journal, now },
  surroundings: { manners },
}: Given): Promise<Parameters<DeskContext['parts']['judge']>[2]> {
  const ours = new Set<string>();
  for (const id of new Set([message.replyTo, message.thread])) {
    if (id !== undefined && (await isSaidBy(bot, journal, place, id))) ours.add(id);
  }
  // A thread that began with its answer is a talk with it, until it is told to stop.
  const { thread } = message;
  const isTalk = thread !== undefined && !state.stopped;
  if (isTalk && (await journal.turns.hasAnswered(bot.name, place, thread))) ours.add(thread);
  const since = now() - talkWindow(manners.bots);
  const answersToBots =
    message.author.kind === 'bot'
      ? await journal.turns.answersTo(bot.name, place, message.author.id, since)
      : [];
  return { state, isOurs: (id) => ours.has(id), answersToBots, goesOn };
}

async function ignore(hearing: Hearing, { why, say }: Extract<Verdict, { do: 'ignore' }>): Promise<Outcome> {
  logSilence(hearing, why);
  if (why === 'bot-budget') await tellOfBots(hearing);
  const desk = say && toldOnce(hearing.state, say.once);
  if (!say || !desk) {
    await saysNothing(hearing, why);
    return { answer: false };
  }
  const isSaid = await sayFor(hearing, { text: say.text, reason: why, desk });
  return isSaid ? { answer: false, state: desk } : { answer: false };
}

async function carryOut(hearing: Hearing, command: Command): Promise<Outcome> {
  const { note, state, context, surroundings } = hearing;
  const { bot, journal, log, parts } = context;
  const about = { bot: bot.name, ...note.place, command: command.name, by: note.message.author.id };
  const deed = await parts
    .carryOut(command, note.message, surroundings, state)
    .catch((error: unknown): Deed => {
      log.error({ ...about, error }, 'a command could not be carried out');
      return { state, say: NOT_CARRIED_OUT };
    });
  log.info(about, 'a command was given');
  const { state: desk, say: text, tell } = deed;
  const why = SILENCING.has(command.name) ? silenceOf(desk, context.now()) : undefined;
  const outcome = { answer: false, state: desk, ...(why === undefined ? {} : { silence: why }) };
  if (text === undefined) {
    await journal.turns.saveDesk(bot.name, note.place, desk);
    await saysNothing(hearing, 'command');
    return outcome;
  }
  const isSaid = await sayFor(hearing, { text, reason: 'command', desk, ...(tell ? { tell } : {}) });
  return isSaid ? outcome : { answer: false };
}

/** The operator is told once of each time that another bot is left without answers. */
async function tellOfBots(hearing: Hearing): Promise<void> {
  const { note, context, answersToBots } = hearing;
  const { bot, journal, log } = context;
  const last = answersToBots.at(-1);
  if (last === undefined) return;
  const { account, conversation } = note.place;
  const name = `talk ${account}:${conversation} ${note.message.author.id} ${String(last)}`;
  if (!(await journal.turns.tellOnce(bot.name, name))) return;
  const { perMinute, coolDownMs } = hearing.surroundings.manners.bots;
  log.warn(
    { ...aboutOf(hearing), author: note.message.author.name },
    `Another bot was answered ${String(perMinute)} times in a minute and gets no answer for ` +
      `${String(Math.round(coolDownMs / 1000))} seconds: the two may be talking to each other. Where that is wanted, ` +
      'raise "bots.perMinute"; where it is not, name the other bot under "deny".',
  );
}

/**
 * Answers a message with words that no model wrote. What the bot keeps from then on is stored in the same transaction,
 * so that a crash can neither lose the one nor repeat the other.
 * @returns false when the message was deleted meanwhile, and nothing was done
 */
async function sayFor(
  { note, context, surroundings, turn }: Hearing,
  words: { text: string; reason: Silence; desk: DeskState; tell?: NonNullable<Deed['tell']> },
): Promise<boolean> {
  const { text, ...saying } = words;
  const begun = turn ?? (await context.journal.turns.begin(context.bot.name, note.place, [note]));
  if (begun.state !== 'open') return false;
  await new Mouth(begun, context, surroundings).say(text, { ...saying, state: 'answered' });
  return true;
}

async function saysNothing({ note, context, turn }: Hearing, why: Silence): Promise<void> {
  const { turns } = context.journal;
  if (turn) await turns.end(turn, 'silent', why);
  else await turns.ignore([note.id], why);
}

function logSilence(hearing: Hearing, why: Silence): void {
  const about = { ...aboutOf(hearing), why };
  const { log } = hearing.context;
  const isUsual = why === 'not-addressed' || why === 'not-direct';
  if (isUsual) log.debug(about, 'not answered');
  else log.info(about, 'not answered');
}

function aboutOf({ note: { place, message }, context: { bot } }: Hearing): object {
  return { bot: bot.name, ...place, message: message.id };
}
