import type { ApiErrorBody } from './errors.ts';

/** What was asked, in the words of either API. */
export interface Asked {
  readonly model: string;
  /** Every word of the system, joined. */
  readonly system: string;
  /** The last message of a person, as text; programs put whole conversations into it. */
  readonly lastUser: string;
  /** Of that, what is to be answered: the words after the last mark of the form `⟦...: ...⟧`, and without any marks. */
  readonly question: string;
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
    /** Fits to what is to be answered: a part of it, whatever the case, or a pattern. */
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
  if (typeof said === 'string' && !asked.question.toLowerCase().includes(said.toLowerCase())) return false;
  if (said instanceof RegExp && !said.test(asked.question)) return false;
  if (model !== undefined && model !== asked.model) return false;
  if (tool !== undefined && !asked.tools.includes(tool)) return false;
  return afterTool === undefined || afterTool === asked.toolResults.length > 0;
}

/** Characters of what was said that are repeated. */
const GIST = 160;

function echo({ question, toolResults, pictures }: Asked): ScriptedAnswer {
  const result = toolResults.at(-1);
  const said = gist(result === undefined ? question : questionIn(result));
  const heard =
    said === '' ? 'There were no words in it.' : `${result === undefined ? 'You said' : 'I found'}: ${said}`;
  const seen = pictures === 0 ? '' : ` I was shown ${String(pictures)} picture${pictures === 1 ? '' : 's'}.`;
  return { text: `Thank you for your message. I am a script of the sandbox, not a model. ${heard}${seen}` };
}

/** The last line, shortened. */
function gist(text: string): string {
  const words = text.split('\n').findLast((line) => line.trim() !== '') ?? '';
  return words.length > GIST ? `${words.slice(0, GIST)}…` : words.trim();
}

/** Marks in which bots of this project put what others wrote, each on a line of its own. */
const MARK = /⟦[^⟦⟧\n]*⟧/g;
/** The mark before what is to be answered. */
const NOTE = /⟦[^⟦⟧\n:]+: [^⟦⟧\n]*⟧/g;

/** The words of a message that are to be answered. */
export function questionIn(text: string): string {
  const after = text.split(NOTE).at(-1) ?? '';
  return (after.trim() === '' ? text : after)
    .split('\n')
    .map((line) => line.replaceAll(MARK, '').trimEnd())
    .filter((line) => line !== '')
    .join('\n');
}
