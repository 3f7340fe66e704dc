import { createHash } from 'node:crypto';

/** SHA-256 of some bytes, lower-case hex: by this a file is known again after it went through a service. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
