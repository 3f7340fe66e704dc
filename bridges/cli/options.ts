import { InvalidArgumentError, Option } from 'commander';

/** Where commands put their exit codes. */
export interface ExitCode {
  value: number;
}

/** The option that names the configuration file. */
export function configOption(): Option {
  return new Option('-c, --config <file>', 'configuration file').default('parley.yaml').env('PARLEY_CONFIG');
}

/** Reads a number of the command line. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${String(least)} to ${String(most)}.`);
  };
}

/** Reads a list with commas. */
export function commaSeparated(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
