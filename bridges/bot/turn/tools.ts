import type { ToolResult } from '../contract.ts';
import type { Deed } from '../parts.ts';
import { NO_MORE_CALLS, UNKNOWN_OUTCOME } from '../sentences.ts';
import { changedBy } from '../desk/state.ts';
import type { PendingCall } from './steps.ts';
import type { Work } from './work.ts';
import { Stopping } from './work.ts';

/**
 * Makes the calls that the model asks for, one after the other, each stored before and after.
 * @returns whether the turn is over: a tool has said what there is to say (it handed over to a person)
 */
export async function useTools(work: Work, calls: readonly PendingCall[]): Promise<boolean> {
  for (const pending of calls) {
    if (work.context.signal.aborted) throw new Stopping();
    if (work.control.abandoned() !== undefined) return false;
    if (await use(work, pending)) return true;
  }
  return false;
}

async function use(work: Work, { call, wasBegun, isTooMany }: PendingCall): Promise<boolean> {
  const { context, control, mouth } = work;
  const { turns } = context.journal;
  const record = async ({ text, failed }: ToolResult): Promise<void> => {
    const result = { text, ...(failed ? { failed } : {}) };
    mouth.turn = await turns.step(mouth.turn, { kind: 'tool', call, result });
  };
  if (wasBegun || isTooMany) {
    await record({ text: wasBegun ? UNKNOWN_OUTCOME : NO_MORE_CALLS, failed: true });
    return false;
  }
  mouth.turn = await turns.toolBegins(mouth.turn, call);
  const before = control.state();
  const { deed, ...result } = await context.parts.toolbox.call(
    call,
    mouth.turn,
    control.surroundings,
    context.signal,
  );
  // It may have been carried out all the same, so it counts as begun.
  if (context.signal.aborted && result.failed) throw new Stopping();
  const about = {
    bot: context.bot.name,
    turn: mouth.turn.id,
    tool: call.name,
    failed: result.failed === true,
  };
  context.log.info(about, 'a tool was called');
  const desk = deed && changedBy(before, deed.state, control.state());
  if (deed?.say !== undefined && desk) {
    await sayDeed(work, deed, desk);
    await record(result);
    return true;
  }
  if (desk) {
    await turns.saveDesk(context.bot.name, mouth.turn.place, desk);
    control.keep(desk);
  }
  await record(result);
  return false;
}

async function sayDeed({ control, mouth }: Work, deed: Deed, desk: Deed['state']): Promise<void> {
  const tell = deed.tell ? { tell: deed.tell } : {};
  await mouth.say(deed.say ?? '', { state: 'answered', desk, ...tell });
  control.keep(desk);
}
