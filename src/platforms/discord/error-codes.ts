import type { ErrorKind } from '../../host/index.ts';

// Refusals that something is done about.
export const UNKNOWN_CHANNEL = 10_003;
export const UNKNOWN_MESSAGE = 10_008;
export const UNKNOWN_WEBHOOK = 10_015;
export const MOST_WEBHOOKS = 30_007;
export const MISSING_PERMISSIONS = 50_013;
export const NO_THREADS_HERE = 50_024;
export const WRONG_WEBHOOK_TOKEN = 50_027;
export const INVALID_FORM = 50_035;
export const ARCHIVED = 50_083;
export const THREAD_EXISTS = 160_004;
export const TOO_MANY_THREADS = 160_006;

interface Meaning {
  readonly kind: ErrorKind;
  readonly advice: string;
}

/** Codes of Discord's errors, where they say more than the HTTP status. */
const MEANINGS: Readonly<Record<number, Meaning>> = {
  10003: {
    kind: 'not-found',
    advice: 'Check the id of the channel: it may be deleted, or on a server that the bot is not on.',
  },
  10004: { kind: 'not-found', advice: 'Invite the bot to the server.' },
  10007: { kind: 'not-found', advice: 'The person has left the server.' },
  10008: { kind: 'not-found', advice: 'The message was deleted.' },
  10013: { kind: 'not-found', advice: 'There is nobody with this id.' },
  10014: { kind: 'unsupported', advice: 'Discord knows no such emoji, or it belongs to another server.' },
  10015: { kind: 'not-found', advice: 'The webhook was deleted; another one is made at the next message.' },
  20028: {
    kind: 'rate-limited',
    advice: 'The channel is written to too fast; the call is made again later.',
  },
  30007: {
    kind: 'unsupported',
    advice: 'Delete a webhook of the channel: there are fifteen, which is the most.',
  },
  30010: { kind: 'unsupported', advice: 'The message has twenty different reactions, which is the most.' },
  30033: { kind: 'unsupported', advice: 'The thread has as many members as it can.' },
  30046: {
    kind: 'unsupported',
    advice: 'Old messages are edited only so often; it is tried again in a new one.',
  },
  40001: { kind: 'auth', advice: 'Check botToken.' },
  40002: { kind: 'permission', advice: 'Verify the account in Discord.' },
  40005: { kind: 'invalid', advice: 'The file is larger than the server takes; 10 MiB without boosts.' },
  40058: { kind: 'unsupported', advice: 'A forum takes posts only.' },
  40060: { kind: 'invalid', advice: 'The message was answered already.' },
  50001: { kind: 'permission', advice: 'Give the bot the permission View Channel there.' },
  50005: { kind: 'permission', advice: 'Only messages of the bot and its webhooks can be changed.' },
  50006: { kind: 'invalid', advice: 'The message says nothing.' },
  50008: {
    kind: 'unsupported',
    advice: 'Messages cannot be sent in a channel of this kind; name a text channel.',
  },
  50013: {
    kind: 'permission',
    advice:
      'Give the bot the permissions Send Messages, Send Messages in Threads, Create Public Threads, Manage ' +
      'Webhooks, Read Message History, Add Reactions and Attach Files in the channel.',
  },
  50014: { kind: 'auth', advice: 'Check botToken; make a new one under Bot in the developer portal.' },
  50021: { kind: 'unsupported', advice: 'It is a message of Discord itself.' },
  50024: { kind: 'unsupported', advice: 'This cannot be done in a channel of this kind.' },
  50027: { kind: 'not-found', advice: 'The webhook was replaced; another one is made at the next message.' },
  50035: { kind: 'invalid', advice: 'Discord refuses a part of the message; what is wrong stands above.' },
  50083: { kind: 'unsupported', advice: 'The thread is archived; open it again.' },
  90001: { kind: 'permission', advice: 'Somebody of the message has blocked the bot.' },
  160002: { kind: 'permission', advice: 'Give the bot the permission Read Message History.' },
  160004: { kind: 'invalid', advice: 'There is a thread under this message already.' },
  160005: { kind: 'permission', advice: 'The thread is locked; unlock it, or give the bot Manage Threads.' },
  160006: { kind: 'unsupported', advice: 'The server has as many open threads as it can; archive some.' },
  200000: {
    kind: 'invalid',
    advice: "The server's AutoMod keeps this text away; make an exception for the bot.",
  },
  240000: { kind: 'invalid', advice: "Discord's filter of harmful links keeps this text away." },
};

const BY_STATUS: Readonly<Record<number, Meaning>> = {
  401: { kind: 'auth', advice: 'Check botToken; make a new one under Bot in the developer portal.' },
  403: { kind: 'permission', advice: "Check the bot's role and its permissions in the channel." },
  404: { kind: 'not-found', advice: 'Check the id, and that the bot is on the server.' },
  405: { kind: 'protocol', advice: 'Check apiUrl.' },
  413: { kind: 'invalid', advice: 'The file is larger than the server takes; 10 MiB without boosts.' },
};

/** What an error means and what to do about it. @param code 0 says nothing */
export function meaningOf(status: number, code: number | undefined): Meaning {
  const known = code === undefined || status >= 500 ? undefined : MEANINGS[code];
  if (known) return known;
  if (status >= 500)
    return { kind: 'unavailable', advice: 'Discord has trouble of its own; see https://discordstatus.com.' };
  return BY_STATUS[status] ?? (status === 400 ? BAD : STRANGE);
}

const BAD: Meaning = { kind: 'invalid', advice: 'Discord refuses this call; what is wrong stands above.' };
const STRANGE: Meaning = {
  kind: 'protocol',
  advice: 'Check apiUrl, and whether a proxy stands between this machine and Discord.',
};
