import { ServiceError, retryDecision } from '../../host/index.ts';
import { plain, wordpress } from '../../text/index.ts';
import type { BetterMessagesClient } from './client.ts';
import type { BmUser } from './schema.ts';

/** Somebody as messages show them. */
export interface KnownPerson {
  readonly name: string;
  readonly avatarUrl?: string;
  readonly isBot: boolean;
}

/**
 * Names and pictures of people, from every answer that has them. Who is missing is asked for once. A name is not worth
 * failing for: who is not found stays a number.
 */
export class Names {
  readonly #client: BetterMessagesClient;
  readonly #known = new Map<number, KnownPerson | undefined>();

  constructor(client: BetterMessagesClient) {
    this.#client = client;
  }

  of(userId: number): KnownPerson | undefined {
    return this.#known.get(userId);
  }

  take(users: readonly BmUser[]): void {
    for (const user of users) this.#known.set(user.user_id, toPerson(user));
  }

  /** Asks for those of these people who are not known yet. */
  async learn(userIds: Iterable<number>): Promise<void> {
    const missing = [...new Set(userIds)].filter((id) => id !== 0 && !this.#known.has(id));
    if (missing.length === 0) return;
    try {
      this.take((await this.#client.lazyPool({ users: missing })).users ?? []);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      // Asked again after an outage, but not after an answer.
      if (retryDecision(error.kind) !== 'fail') return;
    }
    for (const id of missing) if (!this.#known.has(id)) this.#known.set(id, undefined);
  }
}

/** Names may hold markup and entities; pictures may be protocol-relative. */
function toPerson({ user_id, name, avatar, is_bot }: BmUser): KnownPerson {
  const address = avatar?.startsWith('//') === true ? `https:${avatar}` : avatar;
  const avatarUrl = address && plain.serialize(wordpress.parse(address));
  return {
    name: plain.serialize(wordpress.parse(name)).trim() || `User ${String(user_id)}`,
    isBot: is_bot === true,
    ...(avatarUrl && /^https?:\/\//.test(avatarUrl) ? { avatarUrl } : {}),
  };
}
