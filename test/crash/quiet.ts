import { setTimeout as sleep } from 'node:timers/promises';
import type { AnswerTally } from './answers.ts';
import { countAnswers } from './answers.ts';
import { countedBot } from './bot.ts';
import type { Tally } from './count.ts';
import { count } from './count.ts';
import { ANSWER_MARK } from './oracle.ts';
import type { World } from './world.ts';

const LOOK_EVERY_MS = 200;
/** Everything is there: how long nothing more may come. */
const STILL_MS = 2_000;
/** Something is missing: how long to wait for anything at all. */
const STUCK_MS = 30_000;
const AT_MOST_MS = 150_000;

export interface Standing {
  readonly copies: Tally;
  readonly answers: AnswerTally;
}

/** Counts what the services hold now. */
export async function tally(world: World): Promise<Standing> {
  const places = await Promise.all(
    world.places.map(async ({ emulator, conversation, partner, people, manners }) => ({
      messages: await emulator.read(conversation),
      partner,
      ...(manners ? { bot: countedBot(manners, people.length === 1) } : {}),
    })),
  );
  // What an answer shows of its question is not a copy of it.
  const talk = places.map(({ messages, partner }) => ({
    messages: messages.filter(({ own, shown }) => !own || shown.search(ANSWER_MARK) === -1),
    partner,
  }));
  return { copies: count(talk), answers: countAnswers(places) };
}

/** Waits until every copy and answer is there and nothing more comes, or until nothing has come for long. */
export async function waitForQuiet(world: World, onProgress: (line: string) => void): Promise<void> {
  const startedAt = Date.now();
  let changedAt = startedAt;
  let last = -1;
  const stops = Object.values(world.emulators).map((emulator) =>
    emulator.onChange(() => {
      changedAt = Date.now();
    }),
  );
  for (;;) {
    await sleep(LOOK_EVERY_MS);
    const missing = missingIn(await tally(world));
    if (missing !== last) onProgress(`${String(missing)} copies and answers to come`);
    last = missing;
    const patienceMs = missing === 0 ? STILL_MS : STUCK_MS;
    if (Date.now() - changedAt >= patienceMs || Date.now() - startedAt >= AT_MOST_MS) break;
  }
  for (const stop of stops) stop();
}

function missingIn({ copies, answers }: Standing): number {
  return copies.lost + answers.unanswered + answers.halved;
}
