import { redact } from '../../src/host/index.ts';

/** Where something stands in the configuration file, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One thing that is wrong, or doubtful, in the configuration. */
export interface Problem extends Position {
  /** What is wrong and what to do, in sentences. No secrets. */
  readonly message: string;
}

/** The configuration cannot be used. The message lists every problem that was found, one a line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly Problem[];

  constructor(file: string, problems: readonly Problem[], secrets: readonly string[] = []) {
    super(redact(formatProblems(file, problems).join('\n'), secrets));
    this.problems = problems.map((problem) => ({ ...problem, message: redact(problem.message, secrets) }));
  }
}

/** `parley.yaml:12:5: sentence` for each problem, in the order of the file. */
export function formatProblems(file: string, problems: readonly Problem[]): string[] {
  const lines = [...problems]
    .sort((a, b) => a.line - b.line || a.column - b.column)
    .map(({ line, column, message }) => `${file}:${String(line)}:${String(column)}: ${message}`);
  return [...new Set(lines)];
}
