import { createHash, randomBytes } from 'node:crypto';

export type IdPrefix = 'msg' | 'cht' | 'ln' | 'rxn' | 'obx' | 'wh' | 'ind' | 'rcp' | 'file' | 'dlv' | 'req';

/**
 * Makes ids: a prefix and letters that say nothing about the order. The same seed gives the same ids in the same
 * order; without one they differ at every start.
 */
export class Ids {
  readonly #seed: string;
  #count = 0;

  constructor(seed = randomBytes(8).toString('hex')) {
    this.#seed = seed;
  }

  next(prefix: IdPrefix): string {
    return `${prefix}_${this.#letters().slice(0, 16)}`;
  }

  /** An id as Apple gives every message. */
  guid(): string {
    const hex = this.#letters().toUpperCase();
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
      '-',
    );
  }

  /** The secret of a webhook: `whsec_` and 32 hexadecimal digits. */
  secret(): string {
    return `whsec_${this.#letters().slice(0, 32)}`;
  }

  /** What a person texts to the sandbox line. */
  activationCode(): string {
    return this.#letters().slice(0, 6).toUpperCase();
  }

  #letters(): string {
    this.#count += 1;
    return createHash('sha256')
      .update(`${this.#seed} ${String(this.#count)}`)
      .digest('hex');
  }
}
