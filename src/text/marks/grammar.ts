import type { PhrasingContent } from 'mdast';

/**
 * Zero-width space: put on both sides of a mark that means itself, and between a formatted run and a word it touches.
 * Readers of these dialects take exactly these out again, so a text that has some of its own keeps them.
 */
export const guard = '\u200b';

/** The marks that Slack and WhatsApp share, and what they mean. */
export const marks = { '*': 'strong', _: 'emphasis', '~': 'delete' } as const;
export type Mark = keyof typeof marks;

/** A construct that only one dialect has: the node it stands for (or literal text) and where it ends. */
export interface Special {
  readonly node: PhrasingContent;
  readonly end: number;
}

/** What sets Slack's and WhatsApp's marks apart. */
export interface Grammar {
  /** Cheap test: a text that fails it has no markup, no escapes and no guards at all. */
  readonly anyMarkup: RegExp;
  /** Global; finds the next character or address at which `special`, a mark or code may begin. */
  readonly stops: RegExp;
  /** Sticky; the beginning of a quoted line. */
  readonly quote: RegExp;
  /** Matches a line whose guard keeps it from being a quote; the guard is its first character. */
  readonly guardedQuote: RegExp;
  /** Whether the inside of a fence makes a block rather than a code span. */
  isBlock(inside: string): boolean;
  /** Reads what begins at `at`, or gives undefined where nothing special does. */
  special(source: string, at: number): Special | undefined;
  /** Raw characters of running text as people see them: escapes and guards taken out. */
  readText(raw: string): string;
  /** Raw characters of code as people see them. */
  readCode(raw: string): string;
}
