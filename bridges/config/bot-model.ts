import type { Place } from '../journal/contract.ts';

/** A bot of the configuration: checked, with every default filled in. Times are milliseconds. */
export interface BotConfig {
  /** Its key in the file; stands in the journal, so renaming it makes another bot. */
  readonly name: string;
  /** How people call it, and how it is named on copies. */
  readonly title: string;
  readonly instructions: string;
  readonly model: ModelConfig;
  /** Where it listens, most particular first. */
  readonly in: readonly BotPlace[];
  readonly commands: CommandsConfig;
  readonly handover: HandoverConfig;
  readonly memory: MemoryConfig;
  readonly budget: BudgetConfig;
  readonly safety: SafetyConfig;
  readonly tools: ToolsConfig;
  readonly shape: ShapeConfig;
}

/** A conversation, or every conversation of an account, and its manners there. */
export interface BotPlace {
  readonly account: string;
  /** Absent: every conversation of the account that no other entry names. */
  readonly conversation?: string;
  readonly manners: Manners;
}

/** When it speaks. */
export interface Manners {
  /**
   * `mention`: when it is mentioned, answered, or called by its title; `direct`: in conversations of two; `always`.
   * In conversations of two, `mention` answers everything as well.
   */
  readonly mode: 'mention' | 'direct' | 'always';
  /** Ids or names of people (as in `people`, or the platform's id). Empty: everybody. */
  readonly allow: readonly string[];
  /** Goes before `allow`. */
  readonly deny: readonly string[];
  readonly quietHours?: QuietHours;
  /** Messages of one person with less time than this between them are answered together. */
  readonly burstMs: number;
  /** What becomes of messages that arrive while it thinks. */
  readonly meanwhile: 'join' | 'next' | 'interrupt';
  /** Messages that are older when they are taken in (after a downtime) are not answered. */
  readonly answerWithinMs: number;
  /** Talk with other bots: so many answers a minute to each of them, then silence for the cool-down. 0: none at all. */
  readonly bots: { readonly perMinute: number; readonly coolDownMs: number };
}

export interface QuietHours {
  /** Minutes since midnight. `to` before `from` goes over midnight. */
  readonly from: number;
  readonly to: number;
  /** IANA name. */
  readonly timeZone: string;
  /** 0: Sunday; of the day on which the hours begin. All when empty. */
  readonly days: readonly number[];
  /** Said once in a conversation per night, instead of an answer; nothing when absent. */
  readonly say?: string;
}

export interface ModelConfig {
  /** Base URL, without a slash at the end. */
  readonly url: string;
  /** Undefined for servers that ask for none. */
  readonly key?: string;
  readonly api: 'chat' | 'responses';
  /** In order: the first that answers. */
  readonly names: readonly string[];
  readonly timeoutMs: number;
  /** Tries for one model before the next, for kinds of failure that may pass. */
  readonly attempts: number;
  readonly maxOutputTokens: number;
  readonly temperature?: number;
  /** Money per million tokens, by model name; `*` for all others. Without a price, money is not counted. */
  readonly prices: Readonly<Record<string, Price>>;
}

export interface Price {
  readonly input: number;
  readonly output: number;
  /** Of input tokens that the service had in its cache. @default input */
  readonly cached?: number;
}

export type CommandName =
  'help' | 'stop' | 'mute' | 'unmute' | 'reset' | 'handover' | 'takeback' | 'usage' | 'join' | 'leave';

export interface CommandsConfig {
  /** What a command begins with; never empty. */
  readonly prefix: string;
  /** Who may use which: `everyone`, or ids and names of people. */
  readonly allow: Readonly<Record<CommandName, 'everyone' | readonly string[]>>;
}

export interface HandoverConfig {
  /** Where people are told; without it, handing over only makes the bot silent. */
  readonly to?: Place;
  /** It returns by itself after so long; without it, only on command. */
  readonly returnAfterMs?: number;
  /** Said in the conversation. */
  readonly say: string;
  /** Said there when it returns. */
  readonly sayBack: string;
  /** Whether the model may hand over by its tool. */
  readonly byModel: boolean;
}

export interface MemoryConfig {
  /** Last messages that are shown to the model, at most. */
  readonly messages: number;
  /** Tokens that they may take; older ones are left to the summary. */
  readonly tokens: number;
  /** Tokens of the running summary of what is older; 0: none. */
  readonly summaryTokens: number;
  /** Folder of Markdown and text files that it may look things up in. */
  readonly knowledge?: string;
}

/** Limits of one window; what is absent is not limited. */
export interface Limit {
  readonly tokens?: number;
  readonly money?: number;
}

export interface BudgetConfig {
  readonly person: { readonly day: Limit };
  readonly conversation: { readonly day: Limit };
  readonly day: Limit;
  readonly month: Limit;
  /** Share of a limit at which the operator is warned. */
  readonly warnAt: number;
  /** Said once per window to those who meet the limit. */
  readonly say: string;
  /** IANA name: days and months begin at its midnight. */
  readonly timeZone: string;
}

export interface SafetyConfig {
  /** Model of the moderation call; none when absent. */
  readonly moderation?: string;
  /** Links of one answer; the others lose their address. */
  readonly maxLinks: number;
  /** Characters of one answer, before it is split; the rest is cut with a note. */
  readonly maxLength: number;
}

export interface ToolsConfig {
  readonly builtIn: readonly ('search' | 'handover' | 'note')[];
  readonly servers: readonly McpServer[];
  /** What of the servers may be called, where and by whom. Nothing else may. */
  readonly allow: readonly ToolRule[];
  readonly timeoutMs: number;
  /** Calls in one turn; then the model has to answer with what it has. */
  readonly callsPerTurn: number;
  /** Characters of a result that are shown to the model. */
  readonly maxResult: number;
}

export type McpServer =
  | {
      readonly name: string;
      readonly command: string;
      readonly args: readonly string[];
      readonly env: Readonly<Record<string, string>>;
    }
  | { readonly name: string; readonly url: string; readonly headers: Readonly<Record<string, string>> };

export interface ToolRule {
  /** `server.tool`, or `server.*`. */
  readonly tool: string;
  /** Empty: everywhere. */
  readonly in: readonly { readonly account: string; readonly conversation?: string }[];
  /** Empty: for everybody. The person of a turn is the one who asked; of several, all have to be allowed. */
  readonly people: readonly string[];
}

export interface ShapeConfig {
  readonly typing: boolean;
  /** Shows the answer while it is being written, where the platform has edits. */
  readonly stream: boolean;
  /** Least time between two edits of a streamed answer. */
  readonly streamEveryMs: number;
  /** Whether pictures and text files of people are shown to the model. */
  readonly files: boolean;
  /** Model that writes down voice notes; none when absent. */
  readonly transcription?: string;
}
