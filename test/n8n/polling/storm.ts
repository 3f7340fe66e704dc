import type { IDataObject } from 'n8n-workflow';
import type { Emulator, Fault } from '../../../bridges/sandbox/kit/index.ts';
import type { Random } from '../../crash/random.ts';
import type { Poller } from '../support/poll.ts';

/** What was said and what was handed on: ids by conversation, in order. */
export type Ids = Readonly<Record<string, readonly string[]>>;

export interface Storm {
  readonly said: Ids;
  readonly handedOn: Ids;
  /** Largest size of what n8n keeps, bytes. */
  readonly largest: number;
  /** How often each kind of mischief was done. */
  readonly done: Readonly<Record<string, number>>;
}

const CUTS = ['drop', 'lost-answer'] as const;
const STATUSES = [429, 500, 502, 503] as const;
/** Most messages between two polls. */
const MOST_AT_ONCE = 45;

/**
 * People say so many messages, and between them the trigger polls while everything goes wrong that can: calls fail at
 * random, two polls run at once, n8n is killed in the middle of one, begins again, the workflow rests for a while,
 * somebody runs it by hand.
 */
export async function storm(
  service: Emulator,
  poller: Poller,
  random: Random,
  count: number,
): Promise<Storm> {
  const said: Record<string, string[]> = {};
  const handedOn: Record<string, string[]> = {};
  const done: Record<string, number> = {};
  let largest = 0;
  let left = count;

  const say = async (most: number): Promise<void> => {
    for (let times = Math.min(left, random.between(0, most)); times > 0; times -= 1, left -= 1) {
      const { id: conversation } = random.pick(service.conversations());
      const { id } = await sayInto(service, conversation, `${String(left)} to go`, random);
      (said[conversation] ??= []).push(id);
      if (random.chance(0.05)) service.clock.step(random.between(0, 3000));
    }
  };
  const take = (items: readonly IDataObject[]): void => {
    for (const { conversation, id } of items) (handedOn[String(conversation)] ??= []).push(String(id));
    largest = Math.max(largest, Buffer.byteLength(poller.stored()));
  };
  /** A poll that fails hands nothing on. */
  const poll = async (): Promise<readonly IDataObject[]> => {
    const [result] = await Promise.allSettled([poller.poll()]);
    if (result.status === 'fulfilled') return result.value;
    done['failed poll'] = (done['failed poll'] ?? 0) + 1;
    return [];
  };
  const mischief: Record<string, () => Promise<void>> = {
    nothing: async () => {
      take(await poll());
    },
    'double poll': async () => {
      const both = await Promise.all([poll(), poll()]);
      for (const items of both) take(items);
    },
    'manual run': async () => {
      await Promise.allSettled([poller.poll('manual')]);
      take(await poll());
    },
    restart: async () => {
      poller.restart();
      take(await poll());
    },
    kill: async () => {
      const before: IDataObject = JSON.parse(poller.stored());
      await poll();
      poller.store(before);
    },
    rest: async () => {
      await say(MOST_AT_ONCE);
      service.clock.step(random.between(0, 120_000));
      poller.restart();
    },
  };

  await poller.poll();
  while (left > 0) {
    await say(MOST_AT_ONCE);
    if (random.chance(0.5)) {
      service.faults.add({ ...aFault(random), after: random.between(0, 6), times: random.between(1, 2) });
      done['fault'] = (done['fault'] ?? 0) + 1;
    }
    const name = random.pick(Object.keys(mischief));
    done[name] = (done[name] ?? 0) + 1;
    await mischief[name]?.();
  }
  service.faults.clear();
  for (let quiet = 0; quiet < 2;) {
    const items = await poller.poll();
    take(items);
    quiet = items.length === 0 ? quiet + 1 : 0;
  }
  return { said, handedOn, largest, done };
}

/** Not everybody may write everywhere; who may not is refused, and somebody else tries. */
async function sayInto(
  service: Emulator,
  conversation: string,
  text: string,
  random: Random,
): Promise<{ id: string }> {
  for (;;) {
    const as = random.pick(service.people()).id;
    const [said] = await Promise.allSettled([service.say({ conversation, as, text })]);
    if (said.status === 'fulfilled') return said.value;
  }
}

function aFault(random: Random): Fault {
  if (random.chance(0.5)) return { kind: random.pick(CUTS) };
  // With patience asked for longer than a poll has.
  return { kind: 'status', status: random.pick(STATUSES), retryAfter: 60 };
}
