import type { IWebhookFunctions } from 'n8n-workflow';
import { rest } from '../rest.ts';

/** The answer to one webhook call. n8n gives it when the call is done, unless we have given it before. */
export class Answer {
  readonly #response: ReturnType<IWebhookFunctions['getResponseObject']>;
  readonly #done = new AbortController();
  #isGiven = false;

  constructor(functions: IWebhookFunctions) {
    this.#response = functions.getResponseObject();
  }

  /** Whether n8n must not answer any more. */
  get isGiven(): boolean {
    return this.#isGiven;
  }

  /** Answers now, if nobody has. */
  give(status: number, message: string): void {
    if (this.#isGiven || this.#response.headersSent) return;
    this.#isGiven = true;
    this.#response.status(status).json({ message });
  }

  /** Answers in so many milliseconds, if nobody has; n8n must not answer any more. */
  giveAfter(ms: number, status: number, message: string): void {
    if (this.#isGiven || this.#response.headersSent) return;
    this.#isGiven = true;
    void rest(ms).then(() => {
      if (!this.#response.headersSent) this.#response.status(status).json({ message });
    });
  }

  /** Answers in so many milliseconds, unless the call is done before. */
  giveLater(ms: number, status: number, message: string): void {
    void rest(ms, this.#done.signal).then(
      () => {
        this.give(status, message);
      },
      () => undefined,
    );
  }

  /** The call is done: from here on n8n has the word. */
  done(): void {
    this.#done.abort();
  }

  /**
   * Once the service has its answer. `hasFailed` when that says that the call could not be taken in.
   * An answer that was sent before waits for nothing, nor does one to a service that has gone.
   */
  afterwards(then: (hasFailed: boolean) => void): void {
    const response = this.#response;
    if (response.closed || response.writableEnded) then(false);
    else response.once('close', () => then(response.writableEnded && response.statusCode >= 500));
  }
}
