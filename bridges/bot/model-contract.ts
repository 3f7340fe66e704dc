/* What a model is asked and what it answers, whatever service it is of. */

/** What was used in one call of a model. */
export interface Usage {
  readonly input: number;
  readonly output: number;
  /** Of the input, what the service had in its cache. */
  readonly cached: number;
}

export type Content =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image'; readonly mimeType: string; readonly base64: string };

export type ChatMessage =
  | { readonly role: 'system'; readonly text: string }
  | { readonly role: 'user'; readonly content: readonly Content[] }
  | { readonly role: 'assistant'; readonly text: string; readonly toolCalls: readonly ToolCall[] }
  | { readonly role: 'tool'; readonly callId: string; readonly text: string };

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON as the model wrote it; may be malformed. */
  readonly arguments: string;
}

export interface ToolSpec {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of an object. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface ToolResult {
  readonly text: string;
  /** It could not be carried out; the text says why. */
  readonly failed?: true;
}

export interface ModelRequest {
  readonly messages: readonly ChatMessage[];
  readonly tools: readonly ToolSpec[];
  readonly maxOutputTokens: number;
  /** Names the end user to the service without telling who it is. */
  readonly user?: string;
}

export interface ModelAnswer {
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  /**
   * `length`: cut at the limit of tokens; `refused`: the model would not answer, and says so in the text where it says
   * anything; `tools`: there are calls, whatever else happened.
   */
  readonly finish: 'stop' | 'length' | 'refused' | 'tools';
  /** Of this call, and of those of the same model before it whose answers were of no use. */
  readonly usage: Usage;
  /**
   * Absent: as the service counted. `estimate`: it did not say, so this was counted here (pictures not at all).
   * `nothing`: it did not say and nobody here can count; all zero.
   */
  readonly usageFrom?: 'estimate' | 'nothing';
  /** Which of the models answered. */
  readonly model: string;
}

export interface Model {
  /**
   * Asks the models in order until one answers. Nothing is repeated that was answered.
   * @param onLost told, before this ends, of each call that was of no use but is to be paid: without a text
   * @param onText called with the whole text so far while it is being written; starts again from nothing when another
   * attempt has to be made
   * @throws {ModelError} when none answers
   */
  ask(
    request: ModelRequest,
    options: {
      readonly signal: AbortSignal;
      onText?(text: string): void;
      onLost?(answer: ModelAnswer): void;
    },
  ): Promise<ModelAnswer>;
  /** Whether a text is unfit by the service's moderation. @throws {ModelError} */
  moderate(text: string, signal: AbortSignal): Promise<boolean>;
  /** Writes down a voice note. @throws {ModelError} */
  transcribe(
    file: { readonly name: string; readonly mimeType: string; readonly bytes: Uint8Array },
    signal: AbortSignal,
  ): Promise<string>;
}

export type ModelErrorKind =
  /** Key missing, wrong or without rights. */
  | 'auth'
  /** Nothing left to spend. */
  | 'quota'
  | 'rate-limited'
  | 'unavailable'
  | 'timeout'
  /** There is no such model. */
  | 'no-model'
  /** The request is not to the service's liking (too long, malformed). */
  | 'invalid'
  | 'too-long'
  /** The answer was empty or malformed. */
  | 'protocol';
