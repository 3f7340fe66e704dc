import { afterEach, beforeEach } from 'vitest';
import type { Emulator, SayInput } from '../../bridges/sandbox/kit/index.ts';
import { briefMemory } from '../../src/platforms/index.ts';
import type { ParleyEvent } from '../../src/model/index.ts';
import type { Connection, Draft, Memory, Sent } from '../../src/platforms/index.ts';
import { ServiceError } from '../../src/host/index.ts';
import { textTree } from '../../src/text/index.ts';
import type { ScriptedHost } from './host.ts';
import { createScriptedHost } from './host.ts';
import type { Subject } from './subject.ts';

/** One test's service with an account connected to it. */
export interface Stage {
  readonly emulator: Emulator;
  readonly host: ScriptedHost;
  /** What the account keeps over a restart. */
  readonly memory: Memory;
  /** Knows already who it is. */
  readonly connection: Connection;
  /** A conversation, and another one. */
  readonly conversation: string;
  readonly other: string;
  /** Ids of all conversations. */
  readonly conversations: readonly string[];
  /** Another connection, by other settings where given. */
  connect(settings?: Record<string, unknown>): Connection;
  /** A person says something; the id it got. */
  say(text: string, conversation?: string, replyTo?: string): Promise<string>;
  /** Somebody says many things one after the other; their ids. */
  sayMany(texts: readonly string[], conversation?: string): Promise<string[]>;
}

/** Everything that a cursor has not seen yet, page by page. */
export interface Drained {
  readonly events: readonly ParleyEvent[];
  readonly cursor: string;
}

const MOST_PAGES = 500;

/** Gives every test of the enclosing block a stage of its own. */
export function useStage<Settings>(subject: Subject<Settings>): () => Stage {
  let stage: Stage | undefined;
  let close: () => Promise<void> = () => Promise.resolve();
  beforeEach(async () => {
    const emulator = await subject.start();
    const host = createScriptedHost(subject.sleepShorter);
    const memory = briefMemory();
    const connect = (settings?: Record<string, unknown>): Connection =>
      subject.platform.connect(subject.platform.settings.parse(settings ?? emulator.accountSettings()), {
        account: 'here',
        host,
        memory,
      });
    const connection = connect();
    close = async () => {
      await host.close();
      await emulator.close();
    };
    await connection.whoAmI();
    const conversations = emulator.conversations().map(({ id }) => id);
    const [conversation = '', other = ''] = conversations;
    const say = (text: string, where = conversation, replyTo?: string): Promise<string> =>
      sayAsAnybody(
        emulator,
        replyTo === undefined ? { conversation: where, text } : { conversation: where, text, replyTo },
      );
    const sayMany = async (texts: readonly string[], where = conversation): Promise<string[]> => {
      const ids: string[] = [];
      for (const text of texts) ids.push(await say(text, where));
      return ids;
    };
    stage = { emulator, host, memory, connection, connect, conversation, other, conversations, say, sayMany };
  });
  afterEach(() => close());
  return () => {
    if (!stage) throw new Error('The stage is only there while a test runs.');
    return stage;
  };
}

/** Somebody says something: the first of the people there whom the service lets speak. @throws what the last of them was told */
async function sayAsAnybody(emulator: Emulator, said: Omit<SayInput, 'as'>): Promise<string> {
  const place = emulator.conversations().find(({ id }) => id === said.conversation);
  let refusal: unknown;
  for (const id of place?.people ?? emulator.people().map((person) => person.id)) {
    try {
      return (await emulator.say({ ...said, as: id })).id;
    } catch (error) {
      refusal = error;
    }
  }
  throw refusal;
}

/** Polls until nothing is left. `between` runs after every page. */
export async function drain(
  stage: Stage,
  from: string,
  between?: (page: number) => Promise<void>,
): Promise<Drained> {
  const events: ParleyEvent[] = [];
  let cursor = from;
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const polled = await stage.connection.poll(cursor, { conversations: stage.conversations });
    events.push(...polled.events);
    cursor = polled.cursor;
    await between?.(page);
    if (!polled.more) return { events, cursor };
  }
  throw new Error(`Polling did not come to an end within ${String(MOST_PAGES)} pages.`);
}

/** The cursor of now. */
export async function baseline(stage: Stage): Promise<string> {
  return (await stage.connection.poll(undefined, { conversations: stage.conversations })).cursor;
}

/** Sends every part of a text, waiting on the service's clock where it says "too fast". */
export async function sendText(
  stage: Stage,
  draft: string | Draft,
  conversation = stage.conversation,
): Promise<Sent[]> {
  const whole = typeof draft === 'string' ? { text: textTree(draft), key: 'delivery-1' } : draft;
  const sent: Sent[] = [];
  for (const part of stage.connection.compose(whole)) {
    sent.push(await patiently(stage, () => stage.connection.send(conversation, part)));
  }
  return sent;
}

/** Repeats a call that the service certainly did not carry out because it came too fast, after stepping its clock. */
export async function patiently<T>(stage: Stage, call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ServiceError) || error.kind !== 'rate-limited') throw error;
      stage.emulator.clock.step((error.retryAfterMs ?? 1_000) + 1);
    }
  }
}

/** Looks again after every change of the service, until there is something to return. */
export async function until<T>(emulator: Emulator, look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    let changed = (): void => undefined;
    const change = new Promise<void>((resolve) => {
      changed = resolve;
    });
    const stop = emulator.onChange(changed);
    try {
      const found = await look();
      if (found !== undefined) return found;
      await change;
    } finally {
      stop();
    }
  }
}

/** Messages of our own account in a conversation, once there are so many. */
export async function ownMessages(stage: Stage, count: number, conversation = stage.conversation) {
  return until(stage.emulator, async () => {
    const own = (await stage.emulator.read(conversation)).filter((message) => message.own);
    return own.length >= count ? own : undefined;
  });
}
