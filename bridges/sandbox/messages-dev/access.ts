import type { SteppedClock } from '../kit/index.ts';
import type { Line } from './model.ts';
import { Refusal } from './refusal.ts';

export const SCOPES = [
  'messages:read',
  'messages:write',
  'chats:read',
  'lines:read',
  'reactions:read',
  'reactions:write',
  'typing:read',
  'typing:write',
  'receipts:read',
  'receipts:write',
  'webhooks:read',
  'webhooks:write',
  'outbox:read',
  'files:read',
  'files:write',
] as const;
export type Scope = (typeof SCOPES)[number];

/** A key of the account, with what it opens. */
export interface ApiKey {
  readonly key: string;
  /** @default all of them */
  readonly scopes?: readonly Scope[];
  /** Handles of lines. The sandbox line is open to every key. @default all of them */
  readonly lines?: readonly string[];
  /** Whether it belongs to the owner of the account, who alone may activate the sandbox line. @default true */
  readonly isOwner?: boolean;
}

/** Requests that a key has in an hour. */
const PER_HOUR = 1_000;
const HOUR_MS = 3_600_000;

/** Who may call, what, and how often. */
export class Access {
  readonly #clock: SteppedClock;
  readonly #isLimited: boolean;
  readonly #keys = new Map<string, ApiKey>();
  readonly #hours = new Map<string, { since: number; used: number }>();

  constructor(clock: SteppedClock, isLimited: boolean) {
    this.#clock = clock;
    this.#isLimited = isLimited;
  }

  /** Adds a key, or changes what it opens. */
  set(key: ApiKey): void {
    this.#keys.set(key.key, key);
  }

  revoke(key: string): void {
    this.#keys.delete(key);
  }

  /** The key of a request, one call of its hour used up. @throws {Refusal} */
  enter(authorization: string | undefined): ApiKey {
    if (authorization === undefined || authorization === '') {
      throw new Refusal('missing_api_key', 'No API key was provided. Send it as a bearer token.');
    }
    const key = this.#keys.get(/^Bearer (\S+)$/i.exec(authorization)?.[1] ?? '');
    if (!key) throw new Refusal('invalid_api_key', 'The API key is malformed, revoked or expired.');
    if (this.#isLimited) this.#count(key.key);
    return key;
  }

  /** @throws {Refusal} */
  allow(key: ApiKey, scope: Scope | undefined): void {
    if (scope === undefined || !key.scopes || key.scopes.includes(scope)) return;
    throw new Refusal('insufficient_scope', `This API key does not have the '${scope}' scope.`);
  }

  #count(key: string): void {
    const now = this.#clock.now();
    let hour = this.#hours.get(key);
    if (!hour || now - hour.since >= HOUR_MS) {
      hour = { since: now, used: 0 };
      this.#hours.set(key, hour);
    }
    if (hour.used >= PER_HOUR) {
      throw new Refusal('rate_limit_exceeded', 'Too many requests in this hour.', {
        retryAfter: Math.max(1, Math.ceil((hour.since + HOUR_MS - now) / 1000)),
      });
    }
    hour.used += 1;
  }
}

export function opens(key: ApiKey, line: Line): boolean {
  return line.isSandbox || !key.lines || key.lines.includes(line.handle);
}
