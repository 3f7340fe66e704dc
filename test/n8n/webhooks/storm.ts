import { vi } from 'vitest';
import type { Emulator } from '../../../bridges/sandbox/kit/index.ts';
import type { Random } from '../../crash/random.ts';
import type { TriggerHost } from '../support/webhook.ts';

/** Texts by conversation, in order. */
export type Texts = Readonly<Record<string, readonly string[]>>;

const DELIVERY = ['deliver-twice', 'deliver-out-of-order', 'drop-delivery'] as const;
const REQUEST = [{ kind: 'status', status: 503 }, { kind: 'drop' }, { kind: 'lost-answer' }] as const;

/** How likely each mischief is, a message; `calm` ends all of it for a moment. */
const SHARE = {
  delivery: 0.25,
  request: 0.05,
  restart: 0.03,
  outage: 0.03,
  calm: 0.1,
} as const;

export interface StormOptions {
  readonly service: Emulator;
  readonly n8n: TriggerHost;
  readonly random: Random;
  readonly count: number;
}

/** What a storm did. */
export interface Storm {
  readonly said: Texts;
  readonly done: Readonly<Record<keyof typeof SHARE, number>>;
}

/**
 * People write, in several conversations at once, while deliveries are lost, doubled and turned round, the service fails
 * and cuts connections, and n8n is killed, is away, or cannot start an execution. Whenever it is calm, and at the end,
 * one more message arrives.
 */
export async function storm({ service, n8n, random, count }: StormOptions): Promise<Storm> {
  const conversations = service.conversations().map(({ id }) => id);
  const said: Record<string, string[]> = {};
  const done = { delivery: 0, request: 0, restart: 0, outage: 0, calm: 0 };
  let left = count;
  const happens = (what: keyof typeof SHARE): boolean => {
    if (!random.chance(SHARE[what])) return false;
    done[what] += 1;
    return true;
  };
  /** Not everybody may write everywhere; who may not is refused, and somebody else tries. */
  const say = async (conversation: string): Promise<string> => {
    const text = `${String(left)} to go`;
    for (let isSaid = false; !isSaid;) {
      const as = random.pick(service.people()).id;
      const [result] = await Promise.allSettled([service.say({ conversation, as, text })]);
      isSaid = result.status === 'fulfilled';
    }
    (said[conversation] ??= []).push(text);
    left -= 1;
    return text;
  };
  const calm = async (): Promise<void> => {
    service.faults.clear();
    n8n.setUp(true);
    const text = await say(random.pick(conversations));
    await vi.waitFor(
      () => {
        if (!n8n.items().some((item) => item.text === text)) throw new Error(`"${text}" has not come.`);
      },
      { timeout: 20_000, interval: 10 },
    );
    await n8n.idle();
    await newHour(n8n);
  };

  while (left > 1) {
    if (happens('delivery')) service.faults.add({ kind: random.pick(DELIVERY) });
    if (happens('request')) service.faults.add({ ...random.pick(REQUEST), match: { method: 'GET' } });
    await say(random.pick(conversations));
    if (happens('restart')) await n8n.restart();
    if (happens('outage')) n8n.setUp(false);
    if (left > 1 && happens('calm')) await calm();
  }
  await calm();
  return { said, done };
}

/** What the workflow was started with. */
export function handedOn(n8n: TriggerHost): Texts {
  const texts: Record<string, string[]> = {};
  for (const { conversation, text } of n8n.items()) (texts[String(conversation)] ??= []).push(String(text));
  return texts;
}

/** What was missed is asked for as long as calls of the hour are left, and a thousand messages take many hours. */
async function newHour(n8n: TriggerHost): Promise<void> {
  const data = JSON.parse(n8n.stored()) as { state: { memory: Record<string, string> } };
  const { memory } = data.state;
  const [, used] = (memory.calls ?? '').split(' ');
  if (Number(used ?? 0) < 0.35) return;
  memory.calls = '';
  n8n.stored(JSON.stringify(data));
  await n8n.restart();
}
