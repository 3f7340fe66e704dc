import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Compares a secret with what somebody gave, in a time that tells nothing about either. */
export function sameSecret(expected: string, given: string): boolean {
  return timingSafeEqual(digest(expected), digest(given));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** What the cookie of a signed-in browser holds: made from the token, without giving it away; survives restarts. */
export function sessionOf(token: string): string {
  return createHmac('sha256', token).update('parley: signed in').digest('base64url');
}
