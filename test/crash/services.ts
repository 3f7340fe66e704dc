import type { Fault } from '../../bridges/sandbox/kit/index.ts';

/** What a run has to know of a service of the sandbox beyond what its emulator says. */
export interface CrashService {
  /** The call that sends a message. */
  readonly send: { readonly method: string; readonly path: string };
  /** What can happen to what the service delivers to us, as far as it can happen to the real one. */
  readonly deliveries: readonly Fault['kind'][];
  /** Whether events come by a socket, which can be cut. */
  readonly socket: boolean;
  /** Whether a socket that comes back may be refused its session. */
  readonly resumes: boolean;
  /** Keys of the account in the configuration, beside the emulator's own. */
  readonly account: Readonly<Record<string, unknown>>;
}

const POLL = { feed: 'poll', pollEvery: '200ms' };
/** What a webhook lost for good is found by. */
const WEBHOOK = { feed: 'webhook', pollEvery: '1s' };
const SOCKET = { feed: 'socket' };
const plain = { deliveries: [], socket: false, resumes: false };

/** By the name that the service has in the sandbox. */
export const SERVICES: Readonly<Record<string, CrashService>> = {
  buddypress: { ...plain, send: { method: 'POST', path: '/messages' }, account: POLL },
  'buddypress-v1': { ...plain, send: { method: 'POST', path: '/messages' }, account: POLL },
  'better-messages': { ...plain, send: { method: 'POST', path: '/send' }, account: POLL },
  'chat-api': {
    ...plain,
    send: { method: 'POST', path: '/sendMessage' },
    deliveries: ['deliver-twice', 'deliver-out-of-order', 'drop-delivery'],
    account: WEBHOOK,
  },
  'messages-dev': {
    ...plain,
    send: { method: 'POST', path: '/v1/messages' },
    deliveries: ['deliver-twice', 'deliver-out-of-order', 'drop-delivery'],
    account: WEBHOOK,
  },
  slack: {
    ...plain,
    send: { method: 'POST', path: 'chat.postMessage' },
    deliveries: ['deliver-twice', 'deliver-out-of-order'],
    socket: true,
    account: SOCKET,
  },
  discord: {
    send: { method: 'POST', path: '/webhooks/' },
    deliveries: ['deliver-twice'],
    socket: true,
    resumes: true,
    account: SOCKET,
  },
};

/** @throws {Error} for a service that nobody has said anything about */
export function crashService(name: string): CrashService {
  const service = SERVICES[name];
  if (!service)
    throw new Error(`Nothing is known of the service "${name}": add it to test/crash/services.ts.`);
  return service;
}
