import { onTestFinished } from 'vitest';
import { createNodeHost } from '../../bridges/host/node-host.ts';
import type { MessagesDevEmulator, MessagesDevOptions } from '../../bridges/sandbox/messages-dev/index.ts';
import { startMessagesDev } from '../../bridges/sandbox/messages-dev/index.ts';
import type { Host, HttpRequest, Log } from '../../src/host/index.ts';
import { ServiceError } from '../../src/host/index.ts';
import type { ParleyEvent } from '../../src/model/index.ts';
import type { Draft, Memory, Part } from '../../src/platforms/index.ts';
import { briefMemory } from '../../src/platforms/index.ts';
import type { MessagesDevConnection } from '../../src/platforms/messages-dev/index.ts';
import { connect, messagesDev } from '../../src/platforms/messages-dev/index.ts';
import { plainText, textTree } from '../../src/text/index.ts';

export interface Scene {
  readonly emulator: MessagesDevEmulator;
  readonly connection: MessagesDevConnection;
  readonly memory: Memory;
  readonly host: Host;
  /** Requests that went out, in order. */
  readonly requests: HttpRequest[];
  /** Everything logged, as JSON. */
  readonly logged: string[];
  /** Waits that were asked for, milliseconds; each lasts one. */
  readonly waits: number[];
  /** Handle of the account's line. */
  readonly line: string;
  /** A group, and a chat with one person. */
  readonly group: string;
  readonly direct: string;
  /** Somebody who is in both. */
  readonly person: string;
  /** Another connection of the account, as after a restart. */
  connect(changes?: Record<string, unknown>): MessagesDevConnection;
  /** Moves our own clock. */
  stepClock(ms: number): void;
}

/** An emulator and an account on it, both gone when the test ends. */
export async function scene(options: MessagesDevOptions = {}): Promise<Scene> {
  const emulator = await startMessagesDev({ outboxDelayMs: 0, ...options });
  const logged: string[] = [];
  const record = (fields: object, message: string): void => {
    logged.push(JSON.stringify({ fields, message }));
  };
  const log: Log = { debug: record, info: record, warn: record, error: record };
  const node = createNodeHost(log);
  const requests: HttpRequest[] = [];
  const waits: number[] = [];
  let offsetMs = 0;
  const host: Host = {
    ...node,
    now: () => node.now() + offsetMs,
    sleep: (ms, signal) => {
      waits.push(ms);
      return node.sleep(1, signal);
    },
    request: (request) => {
      requests.push(request);
      return node.request(request);
    },
  };
  onTestFinished(async () => {
    await node.close();
    await emulator.close();
  });
  const memory = briefMemory();
  const settings = emulator.accountSettings();
  const connectWith = (changes: Record<string, unknown> = {}): MessagesDevConnection =>
    connect(messagesDev.settings.parse({ ...settings, ...changes }), { account: 'here', host, memory });
  const places = emulator.conversations();
  const direct = places.find(({ people }) => people?.length === 1);
  return {
    emulator,
    connection: connectWith(),
    memory,
    host,
    requests,
    logged,
    waits,
    line: String(settings['line']),
    group: places.find(({ people }) => people?.length !== 1)?.id ?? '',
    direct: direct?.id ?? '',
    person: direct?.people?.[0] ?? '',
    connect: connectWith,
    stepClock: (ms) => {
      offsetMs += ms;
    },
  };
}

/** A draft as its only part. */
export function partOf(connection: MessagesDevConnection, text: string, more: Partial<Draft> = {}): Part {
  const [part] = connection.compose({ text: textTree(text), key: 'k', ...more });
  if (!part) throw new Error('compose gave no part');
  return part;
}

/** The `ServiceError` that a call must end in. */
export async function failure(call: Promise<unknown>): Promise<ServiceError> {
  const outcome = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (outcome instanceof ServiceError) return outcome;
  throw new Error(`expected a ServiceError, got ${String(outcome)}`);
}

/** What was said, in order. */
export function textsIn(events: readonly ParleyEvent[]): string[] {
  return events.flatMap((event) => (event.type === 'message.created' ? [plainText(event.message.text)] : []));
}

/** Method and path of requests. */
export function pathsOf(requests: readonly HttpRequest[]): string[] {
  return requests.map(({ method, url }) => `${method} ${new URL(url).pathname.replace('/v1', '')}`);
}
