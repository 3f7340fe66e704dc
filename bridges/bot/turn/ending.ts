import type { Paragraph } from 'mdast';
import type { Root } from '../../../src/text/index.ts';
import { markdown } from '../../../src/text/index.ts';
import { idOfWords } from '../../relay/own-words.ts';
import type { DeskState, ModelAnswer, Silence } from '../contract.ts';
import type { Saying } from '../desk/mouth.ts';
import { ModelError } from '../model-error.ts';
import type { Verdict } from '../parts.ts';
import { BROKEN, CUT, EMPTY_ANSWER, REFUSED, sorry, UNFINISHED, UNFIT } from '../sentences.ts';
import type { Work } from './work.ts';

/** The last words of a turn: what the model answered, as it may be said. */
export async function conclude(work: Work, answer: ModelAnswer): Promise<void> {
  const { context, mouth } = work;
  const { parts, bot, log } = context;
  const written = answer.text.trim();
  if (written === '' || answer.finish === 'refused') {
    const isRefusal = answer.finish === 'refused';
    const own = written === '' ? REFUSED : parts.makeSafe(written, bot).text;
    const text = isRefusal ? own : EMPTY_ANSWER;
    const reason = isRefusal ? 'the model refused to answer' : 'the answer of the model was empty';
    await mouth.say(text, { state: isRefusal ? 'answered' : 'failed', reason });
    return;
  }
  if (bot.safety.moderation !== undefined && (await parts.model.moderate(written, context.signal))) {
    await mouth.say(UNFIT, { state: 'answered', reason: 'moderated' });
    log.info({ bot: bot.name, turn: mouth.turn.id }, 'an answer of the model was found unfit and not said');
    return;
  }
  const { text, cut } = parts.makeSafe(written, bot);
  if (cut) log.info({ bot: bot.name, turn: mouth.turn.id }, 'an answer was too long and was cut');
  await mouth.say(answer.finish === 'length' ? `${text}\n\n${CUT}` : text, { state: 'answered' });
}

/** Ends a turn without an answer, because the bot was told to be silent. What is there already is marked. */
export async function abandon({ context, mouth }: Work, why: Silence): Promise<void> {
  if (mouth.turn.began) {
    await mouth.say(await shownWith(context, mouth, UNFINISHED), { state: 'answered', reason: why });
  } else await end(context, mouth, why);
}

/** A turn that cannot be answered: people are told what they can do, the log says why. */
export async function fail({ context, mouth }: Work, error: unknown): Promise<void> {
  const { log, bot, trouble } = context;
  const { id, place, began } = mouth.turn;
  const about = { bot: bot.name, turn: id, ...place };
  const reason = error instanceof Error ? error.message : String(error);
  if (!(error instanceof ModelError)) log.error({ ...about, error }, 'a message could not be answered');
  else if (trouble.met(error)) log.error({ ...about, kind: error.kind }, `no model answers: ${reason}`);
  else log.warn({ ...about, kind: error.kind }, 'no model answers, for the reason told before');
  const sentence = error instanceof ModelError ? sorry(error.kind) : BROKEN;
  const text = began ? await shownWith(context, mouth, `${UNFINISHED} ${sentence}`) : sentence;
  await mouth.say(text, { state: 'failed', reason });
}

/** @returns whether a turn was ended because the bot has to be silent, with what it says of that once */
export async function isSilenced(
  work: Work,
  verdict: Pick<Extract<Verdict, { do: 'ignore' }>, 'why' | 'say'> | undefined,
): Promise<boolean> {
  if (!verdict) return false;
  const { context, control, mouth } = work;
  const { why, say } = verdict;
  context.log.info({ bot: context.bot.name, turn: mouth.turn.id, ...mouth.turn.place, why }, 'not answered');
  const desk = say && toldOnce(control.state(), say.once);
  if (say && desk) {
    const saying: Saying = { state: 'answered', reason: why, desk };
    const text = mouth.turn.began ? await shownWith(context, mouth, say.text) : say.text;
    await mouth.say(text, saying);
    control.keep(desk);
  } else await abandon(work, why);
  return true;
}

/** So many windows are remembered; the oldest are over. */
const REMEMBERED = 20;

/** The state in which something is said for a window; undefined when that was done before. */
export function toldOnce(state: DeskState, once: string): DeskState | undefined {
  const told = state.toldOnce ?? [];
  if (told.includes(once)) return undefined;
  return { ...state, toldOnce: [...told, once].slice(-REMEMBERED) };
}

async function end({ journal }: Work['context'], mouth: Work['mouth'], why: Silence): Promise<void> {
  await journal.turns.end(mouth.turn, 'silent', why);
  mouth.turn = { ...mouth.turn, state: 'silent' };
}

/** What was shown while the answer was being written, with words under it. */
async function shownWith(
  { journal }: Work['context'],
  { turn }: Work['mouth'],
  words: string,
): Promise<string | Root> {
  const event = await journal.eventOf(turn.place, idOfWords(turn.id));
  if (!event || !('message' in event)) return words;
  const added = markdown.parse(words).children.filter((node): node is Paragraph => node.type === 'paragraph');
  return { type: 'root', children: [...event.message.text.children, ...added] };
}
