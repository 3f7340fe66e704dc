/** Where a command reads from and writes to. */
export interface Terminal {
  /** Writes a line to standard output: what was asked for. */
  out(line: string): void;
  /** Writes a line to standard error: everything else. */
  err(line: string): void;
  /** Characters a line, where a person reads along; absent where lines may have any length. */
  readonly columns?: number;
  /** Shows a line on standard error in place of the one shown before; present where a person reads along there. */
  progress?(line: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The process's own. */
export function processTerminal(): Terminal {
  // Whoever reads along may stop reading early, as `head` does: then there is nobody left to write for.
  process.stdout.on('error', (error) => {
    if ('code' in error && error.code === 'EPIPE') process.exit();
    throw error;
  });
  return {
    out: (line) => {
      process.stdout.write(`${line}\n`);
    },
    err: (line) => {
      process.stderr.write(`${line}\n`);
    },
    ...(process.stdout.isTTY ? { columns: process.stdout.columns } : {}),
    ...(process.stderr.isTTY
      ? {
          progress: (line: string) => {
            process.stderr.write(`\r\u001b[K${cut(line, process.stderr.columns)}`);
          },
        }
      : {}),
    env: process.env,
  };
}

/** A text from outside, in one line and without anything that a terminal would obey. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
}

/**
 * Rows in aligned columns below their titles. The last column takes what is left of the width and is cut there; all
 * cells are made safe for a terminal.
 */
export function table(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  columns?: number,
): string[] {
  const cells = [titles, ...rows.map((row) => row.map(oneLine))];
  const widths = titles.map((_, column) => Math.max(...cells.map((row) => [...(row[column] ?? '')].length)));
  return cells.map((row) => {
    const line = row
      .map((cell, column) =>
        column === row.length - 1 ? cell : cell + ' '.repeat((widths[column] ?? 0) - [...cell].length),
      )
      .join('  ')
      .trimEnd();
    return columns === undefined ? line : cut(line, columns);
  });
}

function cut(line: string, columns: number): string {
  const characters = [...line];
  return characters.length <= columns ? line : `${characters.slice(0, Math.max(1, columns - 1)).join('')}…`;
}
