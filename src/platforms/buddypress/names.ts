import { ServiceError, retryDecision } from '../../host/index.ts';
import type { BuddyPressClient } from './client.ts';
import type { BpMessage, BpRecipient } from './schema.ts';
import { label } from './text.ts';

/**
 * Names of people who write without being in the thread: moderators may. Each is asked for once. A name is not worth
 * failing for: who is not found, or may not be seen, stays a number.
 */
export class Names {
  readonly #client: BuddyPressClient;
  readonly #known = new Map<number, string | undefined>();

  constructor(client: BuddyPressClient) {
    this.#client = client;
  }

  of(userId: number): string | undefined {
    return this.#known.get(userId);
  }

  /** Asks for the senders of these messages who are not among the people of their thread. */
  async learn(messages: readonly BpMessage[], people: readonly BpRecipient[]): Promise<void> {
    const present = new Set(people.map((row) => row.user_id));
    for (const { sender_id: id } of messages) {
      if (!present.has(id) && !this.#known.has(id)) await this.#ask(id);
    }
  }

  async #ask(id: number): Promise<void> {
    try {
      this.#known.set(id, label((await this.#client.getMember(id)).name));
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      // Asked again after an outage, but not after an answer.
      if (retryDecision(error.kind) === 'fail') this.#known.set(id, undefined);
    }
  }
}
