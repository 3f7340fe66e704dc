import { ServiceError } from '../../src/host/index.ts';

const TRIED = "connect to Discord's gateway";
/** What only a person can mend is tried again this often, milliseconds: every try counts towards 1,000 a day. */
const RARELY_MS = 300_000;

interface Meaning {
  readonly kind: 'auth' | 'permission' | 'unavailable';
  readonly said: string;
  readonly advice: string;
}

/** Codes with which the gateway closes for good, until somebody changes something. */
const FINAL: Readonly<Record<number, Meaning>> = {
  4004: {
    kind: 'auth',
    said: 'authentication failed',
    advice: 'Check botToken; make a new one under Bot in the developer portal.',
  },
  4010: {
    kind: 'unavailable',
    said: 'invalid shard',
    advice: 'Report this: Parley asks for one shard only.',
  },
  4011: {
    kind: 'permission',
    said: 'sharding required',
    advice: 'The bot is on more than 2,500 servers; use one of its own for Parley.',
  },
  4012: { kind: 'unavailable', said: 'invalid API version', advice: 'Update Parley.' },
  4013: { kind: 'permission', said: 'invalid intents', advice: 'Update Parley.' },
  4014: {
    kind: 'permission',
    said: 'disallowed intents',
    advice: 'Switch on "Message Content Intent" for the bot in the developer portal.',
  },
};

/** The gateway will not have us, and says so once. It is tried again rarely, with what the configuration has then. */
export function finalRefusal(code: number): ServiceError {
  const { kind, said, advice } = FINAL[code] ?? {
    kind: 'unavailable',
    said: 'no reason given',
    advice: 'See https://discordstatus.com.',
  };
  return new ServiceError({
    kind,
    tried: TRIED,
    cameBack: `${String(code)}: ${said}`,
    advice,
    code: String(code),
    retryAfterMs: RARELY_MS,
  });
}

/** Connections end again and again, or none comes about. */
export function noConnection(cameBack: string): ServiceError {
  return new ServiceError({
    kind: 'unavailable',
    tried: TRIED,
    cameBack,
    advice:
      'Check the network of this machine, and that a proxy lets WebSockets through; see https://discordstatus.com.',
  });
}

/** Discord lets a bot begin only so many sessions a day. */
export function noSessionsLeft(total: number, resetAfterMs: number): ServiceError {
  return new ServiceError({
    kind: 'rate-limited',
    tried: TRIED,
    cameBack: `all ${String(total)} sessions of this day are used up`,
    advice: 'Look for another program that uses the same bot; it goes on when Discord allows sessions again.',
    retryAfterMs: resetAfterMs,
  });
}
