import { isEmpty } from '../../../src/text/index.ts';
import { readCommand } from '../commands/read.ts';
import type { Heard, Silence } from '../contract.ts';
import type { Command, Judge, Verdict } from '../parts.ts';
import { addressOf } from './address.ts';
import { mayAnswerBot } from './bot-talk.ts';
import { moodOf } from './moods.ts';
import { isBarred, isListed } from './people.ts';
import { quietSince } from './quiet-hours.ts';

/**
 * Decides what becomes of a message: the one place where a bot's manners are. Commands of people are read first,
 * because they have to be heard whatever the bot's mood; then whether it is meant, may answer, and is in time.
 */
export const judge: Judge = (heard, surroundings, { state, isOurs, answersToBots, goesOn = false }) => {
  const { bot, manners, self, conversation, people, place } = surroundings;
  const { author, attachments, text } = heard.message;
  const now = surroundings.now();
  if (author.kind === 'self' || author.kind === 'system' || author.id === self.id)
    return ignore('not-addressed');
  if (isEmpty(text) && attachments.length === 0) return ignore('empty');
  const who = { account: place.account, author, people };
  if (isBarred(manners.deny, who)) return ignore('denied');

  const address = addressOf(heard.message, { self, title: bot.title }, isOurs);
  const isDirect = conversation.kind === 'direct';
  const isWelcome = manners.allow.length === 0 || isListed(manners.allow, who);
  const mood = moodOf(state, address !== undefined || goesOn, now);
  const command =
    author.kind === 'bot' ? undefined : commandIn(heard, surroundings, isDirect || address !== undefined);
  // What was only probably meant for a command is prose to a bot that may not speak.
  if (command && !(isGuess(command) && mood)) {
    const allowed = bot.commands.allow[command.name];
    if (!isWelcome && (allowed === 'everyone' || !isListed(allowed, who))) return ignore('denied');
    const isLate = ONLY_WORDS.has(command.name) && isOld(heard, manners.answerWithinMs, now);
    return isLate ? ignore('too-old') : { do: 'command', command };
  }

  if (!isWelcome) return ignore('denied');
  if (mood) return ignore(mood);
  const isMeant = isDirect || state.joined === true || manners.mode === 'always';
  if (!isMeant && manners.mode === 'direct') return ignore('not-direct');
  if (!isMeant && address === undefined && !goesOn) return ignore('not-addressed');
  if (isOld(heard, manners.answerWithinMs, now)) return ignore('too-old');
  if (author.kind === 'bot' && !mayAnswerBot(manners.bots, answersToBots, now)) return ignore('bot-budget');
  const night = manners.quietHours && quietSince(manners.quietHours, now);
  if (night === undefined) return { do: 'answer' };
  const say = author.kind === 'bot' ? undefined : manners.quietHours?.say;
  return {
    ...ignore('quiet-hours'),
    ...(say === undefined ? {} : { say: { text: say, once: `quiet ${night}` } }),
  };
};

function commandIn(
  { message }: Heard,
  { bot, self }: Parameters<Judge>[1],
  isMeant: boolean,
): Command | undefined {
  const called = { self, title: bot.title };
  return readCommand(message, { prefix: bot.commands.prefix, called, isMeant });
}

function isGuess({ name, rest }: Command): boolean {
  return name === 'help' && rest !== '';
}

/** Commands that change nothing: an answer long after is of no use, while a late `stop` is better than none. */
const ONLY_WORDS: ReadonlySet<Command['name']> = new Set(['help', 'usage']);

function ignore(why: Silence): Extract<Verdict, { do: 'ignore' }> {
  return { do: 'ignore', why };
}

/** Whether a message was old when it was taken in, or has lain since for so long. */
function isOld({ message, receivedAt }: Heard, limitMs: number, now: number): boolean {
  const sentAt = Date.parse(message.sentAt);
  return receivedAt - sentAt > limitMs || now - receivedAt > limitMs;
}
