import { createHmac, timingSafeEqual } from 'node:crypto';

/** Longer addresses are pictures of nobody. */
const MOST_URL_LENGTH = 1000;

/**
 * Last part of the address at which we show a picture that stands elsewhere: where it stands, and a proof that the
 * name was made here. Undefined for an address that is too long.
 */
export function pictureName(url: string, secret: string): string | undefined {
  if (url.length > MOST_URL_LENGTH) return undefined;
  const where = Buffer.from(url).toString('base64url');
  return `${where}.${proofOf(where, secret).toString('base64url')}`;
}

/** Where the picture stands; undefined for a name that was not made here with this secret. */
export function pictureUrl(name: string, secret: string): string | undefined {
  const [where = '', proof = '', ...rest] = name.split('.');
  const given = Buffer.from(proof, 'base64url');
  const right = proofOf(where, secret);
  if (rest.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
  return Buffer.from(where, 'base64url').toString();
}

function proofOf(where: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(where).digest();
}
