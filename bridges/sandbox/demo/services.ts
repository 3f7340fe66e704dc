import type { Fault } from '../kit/index.ts';
import type { Abilities, FaultName } from './contract.ts';

/** What the demo has to know of a service of the sandbox beyond what its emulator says. */
export interface Service {
  /** Name as people write it, with what tells it from its like. */
  readonly title: string;
  /** Part of the path of the call that sends a message; faults of sends are for it alone. */
  readonly sendPath: string;
  /** What people can do in the service's own pages and have it told to programs. */
  readonly peopleCan: Abilities;
  /** Keys of the account in the configuration, beside the emulator's own. */
  readonly account: Readonly<Record<string, unknown>>;
}

/**
 * Much faster than the real services allow, so that a visitor need not wait: Slack takes about one message a second
 * and channel, and Chat API is sent one a second because its makers never said what it takes. The emulators take
 * what they are given. The way of sending is the same at either rate.
 */
const rate = { concurrency: 8, perSecond: 200, perConversationPerSecond: 100 };
const pollEvery = '150ms';

const nothing: Abilities = { reply: false, edit: false, delete: false, react: false, attach: false };
const everything: Abilities = { reply: true, edit: true, delete: true, react: true, attach: true };

/** By the name that the service has in the sandbox, which is also its account's. */
export const SERVICES: Readonly<Record<string, Service>> = {
  buddypress: {
    title: 'BuddyPress 15',
    sendPath: '/messages',
    peopleCan: nothing,
    account: { pollEvery, rate },
  },
  'buddypress-v1': {
    title: 'BuddyPress 14',
    sendPath: '/messages',
    peopleCan: nothing,
    account: { pollEvery, rate },
  },
  'chat-api': {
    title: 'Chat API',
    sendPath: 'sendMessage',
    peopleCan: { ...nothing, reply: true, attach: true },
    account: { feed: 'webhook', pollEvery: '1s', rate },
  },
  'better-messages': {
    title: 'Better Messages',
    sendPath: '/send',
    peopleCan: everything,
    account: { pollEvery, rate },
  },
  'messages-dev': {
    title: 'messages.dev',
    sendPath: '/v1/messages',
    peopleCan: { ...everything, edit: false, delete: false },
    account: { feed: 'webhook', pollEvery: '1s', rate },
  },
  slack: {
    title: 'Slack',
    sendPath: 'chat.postMessage',
    peopleCan: everything,
    account: { feed: 'socket', rate },
  },
  discord: {
    title: 'Discord',
    sendPath: '/webhooks/',
    peopleCan: everything,
    account: { feed: 'socket', rate },
  },
};

export function serviceOf(name: string): Service {
  return SERVICES[name] ?? { title: name, sendPath: '', peopleCan: nothing, account: {} };
}

const SLOW_MS = 2_000;
const LIMIT_SECONDS = 10;

/** The faults behind the buttons of the page. */
export function faultFor(fault: FaultName, service: Service): Fault {
  const match = { method: 'POST', path: service.sendPath };
  switch (fault) {
    case 'slow':
      return { kind: 'slow', ms: SLOW_MS, times: 5, match };
    case 'lost':
      return { kind: 'lost-answer', match };
    case 'limit':
      return { kind: 'status', status: 429, retryAfter: LIMIT_SECONDS, match };
    case 'refuse':
      return { kind: 'status', status: 503, times: 3, match };
    case 'twice':
      return { kind: 'deliver-twice' };
    case 'cut':
      return { kind: 'cut-socket' };
  }
}
