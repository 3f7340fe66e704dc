import type { Place } from '../../journal/contract.ts';
import type { DeskState } from '../contract.ts';
import type { Surroundings } from '../parts.ts';
import type { DeskContext } from './context.ts';
import { Mouth } from './mouth.ts';

/** Ends a handover whose time is over, and says so in the conversation, in one transaction. */
export async function returnFromHandover(
  place: Place,
  desk: DeskState,
  context: DeskContext,
  surroundings: Surroundings,
): Promise<void> {
  const { bot, journal, log } = context;
  const turn = await journal.turns.begin(bot.name, place, []);
  await new Mouth(turn, context, surroundings).say(bot.handover.sayBack, {
    state: 'answered',
    reason: 'the handover is over',
    desk,
  });
  log.info({ bot: bot.name, ...place }, 'back after a handover');
}
