import type { ModelFaults } from './faults.ts';
import type { Script } from './script.ts';

export interface ModelApiOptions {
  /** @default 0, a free one */
  readonly port?: number;
  /** Rules, tried in order; what none of them answers is answered politely. @default politeScript */
  readonly script?: Script;
  /** @default `scripted` and `scripted-small`, 128,000 tokens each */
  readonly models?: readonly ScriptedModel[];
  /** What the caller has to name. @default 'sandbox-key' */
  readonly key?: string;
  /** Words between which a streamed answer waits: milliseconds. @default 0 */
  readonly everyMs?: number;
}

export interface ScriptedModel {
  readonly id: string;
  /** Largest prompt with its answer. @default 128000 */
  readonly contextTokens?: number;
  /** Parameters that it complains about, like models that think do about `max_tokens` and `temperature`. */
  readonly refuses?: readonly string[];
}

/** One request that reached the API, before any of it was looked at. */
export interface ModelCall {
  /** Unix milliseconds. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** As it came; of a form its fields, one a line, and the names of its files. */
  readonly text: string;
  /** The JSON of it; undefined when it is none. */
  readonly body: unknown;
}

/**
 * A model API on a loopback port that speaks like OpenAI's and answers by a script. No model is behind it, and its
 * own answers say so.
 */
export interface ModelEmulator {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** The base URL for clients: the origin with `/v1`. */
  readonly url: string;
  readonly key: string;
  readonly faults: ModelFaults;
  /** Settings of a bot's `model` that leads here, as they would stand in `parley.yaml`. */
  modelSettings(): Record<string, unknown>;
  /** What was asked so far, oldest first; without those that a fault met before they were read. */
  requests(): readonly ModelCall[];
  /** Called for each request as soon as it is read. Returns the way to stop. */
  onRequest(listener: (call: ModelCall) => void): () => void;
  /** Called when the whole answer to a request is on its way, whatever it says. Returns the way to stop. */
  onAnswer(listener: (call: ModelCall) => void): () => void;
  /** Answers by other rules from now on. */
  setScript(script: Script): void;
  close(): Promise<void>;
}
