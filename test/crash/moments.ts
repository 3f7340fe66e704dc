import type { EmulatedMessage } from '../../bridges/sandbox/kit/index.ts';
import { ANSWER_MARK } from './oracle.ts';
import type { Moment } from './schedule.ts';
import type { World } from './world.ts';

/** What does not come within this is not waited for, milliseconds. */
const WITHIN_MS = 4_000;

/**
 * Runs an action at the next such moment: a person's message of which the daemon is just being told, something of ours
 * whose answer may not even be on the wire, a question to the model, its answer on the way.
 * @returns the moment, or `now` when it did not come and the action was run all the same
 */
export async function whenItComes(
  moment: Moment,
  world: World,
  action: () => Promise<void>,
): Promise<Moment> {
  let stop: () => void = () => undefined;
  let timer: NodeJS.Timeout | undefined;
  const came = await new Promise<boolean>((resolve) => {
    stop = watch(moment, world, () => {
      resolve(true);
    });
    timer = setTimeout(resolve, moment === 'now' ? 0 : WITHIN_MS, false);
  });
  stop();
  clearTimeout(timer);
  await action();
  return came ? moment : 'now';
}

/** @returns the way to stop */
function watch(moment: Moment, { emulators, model }: World, listener: () => void): () => void {
  const onMessage = (isIt: (message: EmulatedMessage) => boolean): (() => void) => {
    const stops = Object.values(emulators).map((emulator) =>
      emulator.onChange((conversation) => {
        void emulator.read(conversation).then((messages) => {
          const last = messages.at(-1);
          if (last && isIt(last)) listener();
        });
      }),
    );
    return () => {
      for (const stop of stops) stop();
    };
  };
  switch (moment) {
    case 'now':
      return () => undefined;
    case 'said':
      return onMessage(({ own }) => !own);
    case 'copied':
      return onMessage(({ own }) => own);
    case 'spoken':
      return onMessage(({ own, shown }) => own && shown.search(ANSWER_MARK) !== -1);
    case 'asked':
      return model.onRequest(listener);
    case 'answered':
      return model.onAnswer(listener);
    case 'tool':
      return model.onRequest(({ text }) => {
        if (text.includes('"role":"tool"')) listener();
      });
  }
}
