import type { Surroundings } from '../parts.ts';
import type { Origins } from './origin.ts';
import type { Knowledge } from './knowledge/index.ts';

export interface PrompterOptions {
  readonly surroundings: Surroundings;
  /** Tells what the bot said from what its account carried over. */
  readonly journal: Origins;
  /** Values of the configuration that must never be shown; those of the bot are added. */
  readonly secrets: readonly string[];
  /** Where to look things up; the owner closes it. */
  readonly knowledge?: Knowledge;
  /** Stands in every mark. @default eight random letters and digits */
  readonly key?: string;
}
