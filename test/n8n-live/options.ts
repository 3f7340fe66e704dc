import { parseArgs } from 'node:util';

export interface LiveOptions {
  /** Folder with an n8n that is there already. @default the one that this suite installs for itself */
  readonly n8n?: string;
  /** Names of the parts to run. @default all of them */
  readonly only: readonly string[];
  readonly help: boolean;
}

/** @throws {Error} for an argument that nobody knows */
export function readOptions(args: readonly string[]): LiveOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      n8n: { type: 'string' },
      only: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
  });
  const only = values.only.flatMap((names) => names.split(','));
  return { only, help: values.help, ...(values.n8n === undefined ? {} : { n8n: values.n8n }) };
}

export function helpText(parts: readonly { readonly name: string; readonly what: string }[]): string {
  const width = Math.max(...parts.map(({ name }) => name.length));
  return [
    'Usage: npm run test:n8n -- [--n8n FOLDER] [--only PART,…]',
    '',
    'Drives a real n8n, with the packed package installed in it, against the services of the sandbox.',
    'The first run installs that n8n: some minutes, and 3 GB below test/n8n-live/app.',
    '',
    '  --n8n FOLDER   use the n8n in the node_modules of this folder instead',
    '  --only PART    run these parts only; several are separated by commas',
    '',
    'Parts:',
    ...parts.map(({ name, what }) => `  ${name.padEnd(width)}   ${what}`),
  ].join('\n');
}
