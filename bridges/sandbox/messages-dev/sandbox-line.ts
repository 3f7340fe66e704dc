import type { SteppedClock } from '../kit/index.ts';
import type { Ids } from './ids.ts';
import type { Chat, Line } from './model.ts';
import { Refusal } from './refusal.ts';

/** Messages a day that an account has on the sandbox line. */
const PER_DAY = 50;
const DAY_MS = 86_400_000;

/** The state of the account on the line that everybody shares: one phone, paired by texting a code. */
export class SandboxLine {
  readonly line: Line;
  readonly #clock: SteppedClock;
  readonly #ids: Ids;
  #code: string | undefined;
  #contact: string | undefined;
  #activatedAt: number | null = null;
  #day = 0;
  #used = 0;

  constructor(line: Line, clock: SteppedClock, ids: Ids) {
    this.line = line;
    this.#clock = clock;
    this.#ids = ids;
  }

  get isActive(): boolean {
    return this.#contact !== undefined;
  }

  /** Gives out the code to text to the line, the same until it is used. */
  begin(): void {
    if (!this.isActive) this.#code ??= this.#ids.activationCode();
  }

  /** A person texts the code. @throws {Error} when none was given out */
  activate(handle: string): void {
    if (this.#code === undefined)
      throw new Error('No activation code was asked for: call POST /sandbox first.');
    this.#code = undefined;
    this.#contact = handle;
    this.#activatedAt = this.#clock.now();
  }

  /** @throws {Refusal} unless the line is active */
  requireActive(): void {
    if (this.isActive) return;
    throw new Refusal('sandbox_not_activated', 'Activate the sandbox line first: text the code to it.');
  }

  /** @throws {Refusal} for anybody but the paired phone */
  requireContact(to: string, chat: Chat | undefined): void {
    if (to === this.#contact || (chat && chat.identifier === this.#contact)) return;
    const message = 'The sandbox line can only reach the phone that activated it.';
    throw new Refusal('sandbox_contact_mismatch', message, { param: 'to' });
  }

  /** Takes one message of the day. @throws {Refusal} when none is left */
  count(): void {
    this.#turnDay();
    if (this.#used >= PER_DAY) {
      throw new Refusal('sandbox_quota_exceeded', 'The sandbox line has no messages left today.', {
        retryAfter: Math.max(1, Math.ceil((this.#resetsAt() - this.#clock.now()) / 1000)),
      });
    }
    this.#used += 1;
  }

  toWire(): Record<string, unknown> {
    this.#turnDay();
    return {
      status: this.isActive ? 'active' : this.#code === undefined ? 'missing' : 'pending',
      activation_code: this.#code ?? null,
      sandbox_line_handle: this.line.handle,
      contact_identifier: this.#contact ?? null,
      activated_at: this.#activatedAt,
      usage: {
        used: this.#used,
        limit: PER_DAY,
        remaining: PER_DAY - this.#used,
        resets_at: this.#resetsAt(),
      },
    };
  }

  /** At midnight UTC the count begins anew. */
  #turnDay(): void {
    const today = Math.floor(this.#clock.now() / DAY_MS);
    if (today !== this.#day) this.#used = 0;
    this.#day = today;
  }

  #resetsAt(): number {
    return (Math.floor(this.#clock.now() / DAY_MS) + 1) * DAY_MS;
  }
}
