/** The clock of an emulator: real time plus what a test has stepped it by. */
export class SteppedClock {
  #offsetMs = 0;

  /** Milliseconds since 1970 as this service sees it. */
  now(): number {
    return Date.now() + this.#offsetMs;
  }

  /** Moves the service's clock, forwards or backwards. */
  step(ms: number): void {
    this.#offsetMs += ms;
  }
}
