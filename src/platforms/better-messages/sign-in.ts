import { basicAuthorization } from '../../wordpress/index.ts';
import type { BetterMessagesSettings } from './settings.ts';

/** By which way the account signs in. */
export type Way = 'user' | 'guest' | 'cookie';

/**
 * The headers that say who is calling. A cookie alone counts for nothing with WordPress: it takes a nonce as well,
 * which lives for 12 to 24 hours; every answer brings the one to use next.
 */
export class SignIn {
  readonly way: Way;
  readonly #settings: BetterMessagesSettings;
  readonly #fetchNonce: (cookie: string) => Promise<string>;
  #nonce: Promise<string> | undefined;

  /** @param fetchNonce asks the site for a nonce that goes with the cookie */
  constructor(settings: BetterMessagesSettings, fetchNonce: (cookie: string) => Promise<string>) {
    this.way = 'guest' in settings ? 'guest' : 'cookie' in settings ? 'cookie' : 'user';
    this.#settings = settings;
    this.#fetchNonce = fetchNonce;
  }

  async headers(): Promise<Record<string, string>> {
    const account = this.#settings;
    if ('guest' in account) {
      return { 'bm-guest-id': String(account.guest.id), 'bm-guest-secret': account.guest.secret };
    }
    if ('cookie' in account)
      return { cookie: account.cookie, 'x-wp-nonce': await this.#current(account.cookie) };
    return { authorization: basicAuthorization(account.user, account.applicationPassword) };
  }

  /** Takes the nonce that came with an answer. */
  learn(nonce: string | undefined): void {
    if (this.way === 'cookie' && nonce) this.#nonce = Promise.resolve(nonce);
  }

  /** The nonce was refused. False where no other one can be had. */
  renew(): boolean {
    this.#nonce = undefined;
    return this.way === 'cookie';
  }

  #current(cookie: string): Promise<string> {
    this.#nonce ??= this.#fetchNonce(cookie).catch((error: unknown) => {
      this.#nonce = undefined;
      throw error;
    });
    return this.#nonce;
  }
}
