import type { Knowledge } from './knowledge/index.ts';
import type { Origins } from './origin.ts';

/** What all conversations of one bot share. */
export interface PromptersOptions {
  /** Tells what the bot said from what its account carried over. */
  readonly journal: Origins;
  /** Values of the configuration that must never be shown; those of the bot itself are added. */
  readonly secrets: readonly string[];
  /** Where to look things up; the owner closes it. */
  readonly knowledge?: Knowledge;
  /** What the keys of the marks are made from. @default random, so other ones in every process */
  readonly seed?: string;
}
