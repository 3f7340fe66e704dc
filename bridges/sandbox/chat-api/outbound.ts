import type { Draft, StoredMessage } from './model.ts';
import type { Instance } from './instance.ts';
import type { SteppedClock } from '../kit/index.ts';

export interface QueuedMessage {
  readonly queueNumber: number;
  readonly draft: Draft;
  /** Unix milliseconds. */
  readonly lastTry: number;
}

export interface QueuedAction {
  readonly id: number;
  readonly type: string;
  readonly jsonData: string;
  readonly lastTry: number;
  run(): void;
}

/** What waits to go out through the phone, in order: actions first, then messages with `sendDelay` between. */
export class Outbound {
  /** Called for each message that the phone has sent. */
  onSent: (draft: Draft, queueNumber: number) => StoredMessage | undefined = () => undefined;
  readonly #instance: Instance;
  readonly #clock: SteppedClock;
  #messages: QueuedMessage[] = [];
  #actions: QueuedAction[] = [];
  #lastNumber = 0;
  #isDraining = false;
  #isHeld = false;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(instance: Instance, clock: SteppedClock) {
    this.#instance = instance;
    this.#clock = clock;
  }

  get messages(): readonly QueuedMessage[] {
    return this.#messages;
  }

  get actions(): readonly QueuedAction[] {
    return this.#actions;
  }

  /** Whether what is queued now can go out. */
  get isOpen(): boolean {
    return this.#instance.isAuthenticated && !this.#isHeld;
  }

  add(draft: Draft): number {
    this.#lastNumber += 1;
    this.#messages.push({ queueNumber: this.#lastNumber, draft, lastTry: this.#clock.now() });
    this.drain();
    return this.#lastNumber;
  }

  /** Runs an action at once where the phone is there. @returns whether it did */
  act(type: string, data: object, run: () => void): boolean {
    if (this.isOpen) {
      run();
      return true;
    }
    const id = this.#actions.length + 1;
    this.#actions.push({ id, type, jsonData: JSON.stringify(data), lastTry: this.#clock.now(), run });
    return false;
  }

  /** Keeps everything in the queue, or lets it go on, as a phone without network does. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    this.drain();
  }

  clearMessages(): readonly QueuedMessage[] {
    return this.#messages.splice(0);
  }

  clearActions(): readonly QueuedAction[] {
    return this.#actions.splice(0);
  }

  /** Lets go out what can; returns at once, the sending happens by itself. */
  drain(): void {
    if (this.#isDraining || this.#isClosed || !this.isOpen) return;
    if (this.#messages.length === 0 && this.#actions.length === 0) return;
    this.#isDraining = true;
    const delayMs = Number(this.#instance.settings['sendDelay'] ?? 0) * 1000;
    setImmediate(() => {
      for (const action of this.isOpen ? this.clearActions() : []) action.run();
      if (delayMs > 0) this.#sendSlowly(delayMs);
      else {
        this.#isDraining = false;
        while (this.isOpen && this.#sendNext());
      }
    });
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #sendSlowly(delayMs: number): void {
    this.#timer = setTimeout(() => {
      const isGoingOn = this.isOpen && this.#sendNext() && this.#messages.length > 0;
      if (isGoingOn) this.#sendSlowly(delayMs);
      else this.#isDraining = false;
    }, delayMs);
  }

  #sendNext(): boolean {
    const next = this.#messages.shift();
    if (!next) return false;
    this.onSent(next.draft, next.queueNumber);
    return true;
  }
}
