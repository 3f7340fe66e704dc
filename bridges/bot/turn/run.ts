import type { Turn } from '../contract.ts';
import type { DeskContext, TurnControl } from '../desk/context.ts';
import { Mouth } from '../desk/mouth.ts';
import { showTyping } from '../shape/typing.ts';
import { ask } from './ask.ts';
import { abandon, conclude, fail } from './ending.ts';
import { nextOf, tokensOf } from './steps.ts';
import { summarize } from './summary.ts';
import { useTools } from './tools.ts';
import type { Work } from './work.ts';
import { Stopping } from './work.ts';

/**
 * Carries a turn from where it stands to its end. When the daemon stops meanwhile it is left open.
 * @throws when the journal cannot be written
 */
export async function runTurn(turn: Turn, context: DeskContext, control: TurnControl): Promise<void> {
  const { parts, log, bot, now } = context;
  const { connection } = control.surroundings;
  const work: Work = {
    context,
    control,
    mouth: new Mouth(turn, context, control.surroundings),
    prompter: parts.prompter(control.surroundings),
    dropped: [],
    joins: 0,
    checked: 0,
  };
  const begunAt = now();
  const about = { bot: bot.name, turn: turn.id, ...turn.place };
  log.info({ ...about, messages: turn.heard.length, steps: turn.steps.length }, 'a turn has begun');
  const stopTyping = bot.shape.typing
    ? showTyping(connection, turn.place.conversation, log)
    : () => undefined;
  try {
    await advance(work);
  } catch (error) {
    if (error instanceof Stopping || context.signal.aborted) return;
    if (work.mouth.turn.state !== 'open') throw error;
    await fail(work, error);
  } finally {
    stopTyping();
    const { state, place } = work.mouth.turn;
    const tokens = tokensOf(work.mouth.turn, turn.steps.length);
    const ms = now() - begunAt;
    log.info(
      { ...about, state, ms, ...tokens },
      state === 'open' ? 'a turn is left open' : 'a turn has ended',
    );
    context.relay.tell({ type: 'turn-ended', bot: bot.name, place, state, tokens, ms });
  }
  await summarize(work);
}

/** Does one thing after the other until the turn is over. */
async function advance(work: Work): Promise<void> {
  const { context, control, mouth } = work;
  for (;;) {
    if (context.signal.aborted) throw new Stopping();
    const why = control.abandoned();
    if (why !== undefined) return abandon(work, why);
    const next = nextOf(mouth.turn, context.bot.tools.callsPerTurn);
    if (next.do === 'say') return conclude(work, next.answer);
    const isOver = next.do === 'tools' ? await useTools(work, next.calls) : await ask(work, next.withTools);
    if (isOver) return;
  }
}
