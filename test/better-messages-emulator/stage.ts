import { afterEach } from 'vitest';
import { z } from 'zod';
import type {
  BetterMessagesEmulator,
  BetterMessagesOptions,
} from '../../bridges/sandbox/better-messages/index.ts';
import { startBetterMessages } from '../../bridges/sandbox/better-messages/index.ts';

export const ALICE = 2;
export const BOB = 3;
export const CAROL = 4;
export const PARLEY = 6;
/** The guest that the site starts with. */
export const VISITOR = -1;
/** Conversations that the site starts with. */
export const GROUP = '1';
export const PAIR = '2';
export const LOBBY = '3';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body; undefined when it is no JSON. */
  readonly body: unknown;
}

export interface Stage {
  readonly site: BetterMessagesEmulator;
  /** Calls a route of the plugin as a user, as a guest (below zero) or as nobody (0). */
  call(as: number, method: string, route: string, body?: object): Promise<Answer>;
  fetch(path: string, init?: RequestInit): Promise<Answer>;
}

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

export async function stage(options: BetterMessagesOptions = {}): Promise<Stage> {
  const site = await startBetterMessages(options);
  open.push(() => site.close());
  const get = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const answer = await fetch(site.origin + path, init);
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: parsed(text) };
  };
  return {
    site,
    fetch: get,
    call: (as, method, route, body) =>
      get(`/wp-json/better-messages/v1/${route}`, {
        method,
        headers: {
          ...credentials(site, as),
          ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
      }),
  };
}

export function credentials(site: BetterMessagesEmulator, as: number): Record<string, string> {
  if (as === 0) return {};
  if (as < 0) return site.guestHeaders(as);
  const { user, applicationPassword } = site.credentials(as);
  return { authorization: `Basic ${Buffer.from(`${user}:${applicationPassword}`).toString('base64')}` };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const pollSchema = z.object({
  currentTime: z.number(),
  messages: z.array(z.object({ message_id: z.number(), message: z.string() }).passthrough()),
  threads: z.array(
    z.object({ thread_id: z.number(), unread: z.number(), lastTime: z.number() }).passthrough(),
  ),
  deletedMessages: z.array(z.number()).optional(),
  missedThreads: z.array(z.number()).optional(),
});

/** One poll; from the beginning without a cursor. */
export async function poll(
  { call }: Stage,
  as: number,
  lastUpdate = 0,
  threadIds: readonly number[] = [1, 2, 3],
): Promise<z.output<typeof pollSchema>> {
  return pollSchema.parse((await call(as, 'POST', 'checkNew', { lastUpdate, threadIds })).body);
}

const sentSchema = z.object({
  message_id: z.number(),
  update: z.object({ messages: z.array(z.object({ message: z.string() }).passthrough()) }).optional(),
});

export async function send(
  { call }: Stage,
  as: number,
  thread: string,
  message: string,
  more: object = {},
): Promise<z.output<typeof sentSchema>> {
  return sentSchema.parse((await call(as, 'POST', `thread/${thread}/send`, { message, ...more })).body);
}
