import { createHash } from 'node:crypto';
import { RestError } from '../wordpress/error.ts';
import { basicAccount } from '../wordpress/sign-in.ts';
import { email } from './people.ts';
import type { Site } from './site.ts';

/** Who sends a request: a user (positive), a guest (negative) or nobody (0). */
export interface Caller {
  readonly id: number;
  readonly admin: boolean;
  /** Signed in by a cookie and a nonce; the answer repeats a fresh nonce. */
  readonly byCookie: boolean;
}

const NOBODY: Caller = { id: 0, admin: false, byCookie: false };
const HALF_DAY = 12 * 3_600;
const COOKIE = 'wordpress_logged_in_sandbox';

/** @throws {RestError} for a wrong nonce and for a guest who is not the one */
export function signIn(site: Site, headers: Headers): Caller {
  const cookie = cookieUser(site, headers);
  const nonce = headers.get('x-wp-nonce');
  if (cookie === 0) {
    const account = basicAccount(
      site.people.values(),
      ({ login }) => email(login),
      headers.get('authorization'),
    );
    // A wrong password leaves the request anonymous.
    if (typeof account === 'object') return { id: account.id, admin: account.admin, byCookie: false };
  }
  if (nonce !== null && !isNonce(site, cookie, nonce)) {
    throw new RestError(403, 'rest_cookie_invalid_nonce', 'Cookie check failed');
  }
  const person = nonce === null ? undefined : site.people.get(cookie);
  if (person) return { id: person.id, admin: person.admin, byCookie: true };
  return guest(site, headers) ?? NOBODY;
}

function guest(site: Site, headers: Headers): Caller | undefined {
  const [id, secret] = [headers.get('bm-guest-id'), headers.get('bm-guest-secret')];
  if (id === null || secret === null) return undefined;
  const found = site.guests.get(Math.abs(Number.parseInt(id, 10)));
  if (!found || found.bot !== undefined)
    throw new RestError(401, 'guest_not_found', 'Guest authorization failed');
  if (found.secret !== secret)
    throw new RestError(401, 'guest_secret_key_mismatch', 'Guest authorization failed');
  found.active = site.stamps.seconds();
  return { id: -found.id, admin: false, byCookie: false };
}

/** The cookie that a browser of the user holds, as the header says it. */
export function cookieOf(site: Site, user: number): string {
  const login = site.people.get(user)?.login ?? '';
  return `${COOKIE}=${login}%7C${digest(`cookie ${login}`, 32)}`;
}

/** The user whose cookie came along; 0 for none. */
export function cookieUser(site: Site, headers: Headers): number {
  const sent = (headers.get('cookie') ?? '').split(/;\s*/);
  for (const { id } of site.people.values()) if (sent.includes(cookieOf(site, id))) return id;
  return 0;
}

/** A nonce counts for the half day in which it was given out and for the next one. */
export function nonceOf(site: Site, user: number, age = 0): string {
  const tick = Math.floor(site.stamps.seconds() / HALF_DAY) - age;
  return digest(`nonce ${String(user)} ${String(tick)}`, 10);
}

function isNonce(site: Site, user: number, nonce: string): boolean {
  return nonce === nonceOf(site, user) || nonce === nonceOf(site, user, 1);
}

function digest(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
