import type { ModelErrorKind } from './contract.ts';

/** A model could not be asked, or did not answer as it should. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly kind: ModelErrorKind;
  readonly retryAfterMs: number | undefined;

  /** @param message what was tried, what came back and what to do, in sentences; no secrets */
  constructor(
    kind: ModelErrorKind,
    message: string,
    options: { retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs;
  }
}
