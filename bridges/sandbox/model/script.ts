import type { ApiErrorBody } from './errors.ts';

/** What was asked, in the words of either API. */
export interface Asked {
  readonly model: string;
  /** Every word of the system, joined. */
  readonly system: string;
  /** The last message of a person, as text. */
  readonly lastUser: string;
  /** Pictures of the last message of a person. */
  readonly pictures: number;
  /** Results of tools since the last message of a person. */
  readonly toolResults: readonly string[];
  /** Names of the tools that may be called. */
  readonly tools: readonly string[];
  /** Everything that was said before, as text; for counting and for looking into. */
  readonly transcript: string;
}

export interface ScriptedAnswer {
  readonly text?: string;
  /** `arguments` go out as they are, malformed or not. */
  readonly toolCalls?: readonly { readonly name: string; readonly arguments: string }[];
  /** The model would not; instead of a text. */
  readonly refusal?: string;
  /** `length`, `content_filter`, or a reason that nobody has heard of. @default as fits the answer */
  readonly finish?: string;
  /** Leaves the count out of it. */
  readonly withoutUsage?: true;
  /** Instead of an answer. `body`: as OpenAI words it for the status, where it is not given; `retryAfter`: seconds. */
  readonly error?: { readonly status: number; readonly body?: ApiErrorBody; readonly retryAfter?: number };
}

/** A rule is for a request that everything in `when` fits to. */
export interface Rule {
  readonly when?: {
    /** Fits to the last message of a person: a part of it, whatever the case, or a pattern. */
    readonly said?: string | RegExp;
    readonly model?: string;
    /** A tool of this name may be called. */
    readonly tool?: string;
    /** Whether a tool has been called since the last message of a person. */
    readonly afterTool?: boolean;
  };
  /** How often the rule holds. @default always */
  readonly times?: number;
  readonly answer: ScriptedAnswer | ((asked: Asked) => ScriptedAnswer | Promise<ScriptedAnswer>);
}

export type Script = readonly Rule[];

/** Answers by the first rule that fits. */
export class Responder {
  #rules: { readonly rule: Rule; left: number }[] = [];

  constructor(script: Script) {
    this.follow(script);
  }

  follow(script: Script): void {
    this.#rules = script.map((rule) => ({ rule, left: rule.times ?? Infinity }));
  }

  async answer(asked: Asked): Promise<ScriptedAnswer> {
    const entry = this.#rules.find(({ rule, left }) => left > 0 && fits(rule.when ?? {}, asked));
    if (!entry) return echo(asked);
    entry.left -= 1;
    const { answer } = entry.rule;
    return typeof answer === 'function' ? answer(asked) : answer;
  }
}

function fits({ said, model, tool, afterTool }: NonNullable<Rule['when']>, asked: Asked): boolean {
  if (typeof said === 'string' && !asked.lastUser.toLowerCase().includes(said.toLowerCase())) return false;
  if (said instanceof RegExp && !said.test(asked.lastUser)) return false;
  if (model !== undefined && model !== asked.model) return false;
  if (tool !== undefined && !asked.tools.includes(tool)) return false;
  return afterTool === undefined || afterTool === asked.toolResults.length > 0;
}

/** Characters of what was said that are repeated. */
const GIST = 160;

function echo({ lastUser, toolResults, pictures }: Asked): ScriptedAnswer {
  const result = toolResults.at(-1);
  const said = gist(result ?? lastUser);
  const heard =
    said === '' ? 'There were no words in it.' : `${result === undefined ? 'You said' : 'I found'}: ${said}`;
  const seen = pictures === 0 ? '' : ` I was shown ${String(pictures)} picture${pictures === 1 ? '' : 's'}.`;
  return { text: `Thank you for your message. I am a script of the sandbox, not a model. ${heard}${seen}` };
}

/** The last words, without the marks that programs put around what people say. */
export function gist(text: string): string {
  const words = text
    .replaceAll(/<[^>\n]*>|⟦[^⟧\n]*⟧/g, '\n')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .at(-1);
  if (words === undefined) return '';
  return words.length > GIST ? `${words.slice(0, GIST)}…` : words;
}
