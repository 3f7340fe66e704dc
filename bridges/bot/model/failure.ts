import type { ModelErrorKind, Usage } from '../contract.ts';

export interface FailureFacts {
  readonly kind: ModelErrorKind;
  /** What came back, as it stands behind a colon: 'HTTP 500 "The server had an error."'. May still hold secrets. */
  readonly cameBack: string;
  readonly retryAfterMs?: number;
  /** To ask the same model again would change nothing, although failures of this kind may pass. */
  readonly isFinal?: boolean;
  /** The service would not have this content: to be told like a refusal of the model. */
  readonly isRefusal?: boolean;
  /** Of the request, the part that the service does not know. */
  readonly parameter?: string;
  /** What an answer that is of no use has cost all the same. */
  readonly usage?: Usage;
  /** What to do, where the kind alone does not say it. */
  readonly advice?: string;
}

/** One attempt at a model that came to nothing. Does not leave this folder. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly kind: ModelErrorKind;
  readonly cameBack: string;
  readonly retryAfterMs: number | undefined;
  readonly isRefusal: boolean;
  readonly parameter: string | undefined;
  readonly usage: Usage | undefined;
  readonly advice: string;
  /** The next of the models may be asked, this one not again. */
  readonly isFinal: boolean;

  constructor(facts: FailureFacts) {
    super(facts.cameBack);
    this.kind = facts.kind;
    this.cameBack = facts.cameBack;
    this.retryAfterMs = facts.retryAfterMs;
    this.isRefusal = facts.isRefusal ?? false;
    this.parameter = facts.parameter;
    this.usage = facts.usage;
    this.advice = facts.advice ?? ADVICE[facts.kind];
    this.isFinal = facts.isFinal ?? !MAY_PASS.includes(facts.kind);
  }
}

const MAY_PASS: readonly ModelErrorKind[] = ['rate-limited', 'unavailable', 'timeout', 'protocol'];

/** No other model has to be asked: they would be asked with the same key. */
export function isFinalForKey(kind: ModelErrorKind): boolean {
  return kind === 'auth' || kind === 'quota';
}

const ADVICE: Readonly<Record<ModelErrorKind, string>> = {
  auth: 'Check that the key is there, belongs to this service and may use this model.',
  quota: 'Add credit to the account of this key, or raise its spending limit, with the service.',
  'rate-limited': 'Wait, ask the service for a higher limit, or name another model to fall back on.',
  unavailable: 'Check the address if this stays so; otherwise wait, or name another model to fall back on.',
  timeout: 'Allow it more time, or name a faster model.',
  'no-model': 'Check the name against the list of models of the service, and that the key may use it.',
  invalid: 'Check the settings of the model; the service says what it does not take.',
  'too-long':
    'Show the model less (fewer messages, a lower limit of tokens), or name one with a larger context.',
  protocol: 'Check that the address is that of an OpenAI-compatible API.',
};
