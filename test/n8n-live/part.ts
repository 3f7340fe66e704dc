import type { Checks } from './checks.ts';
import type { Stage } from './stage.ts';

/** One part of the suite: a file in `parts/`, and a line in the list of `main.ts`. */
export interface Part {
  readonly name: string;
  /** One line for `--help`. */
  readonly what: string;
  run(stage: Stage, checks: Checks, tell: (line: string) => void): Promise<void>;
}
