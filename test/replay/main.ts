import { existsSync } from 'node:fs';
import path from 'node:path';
import { BadRecordings } from './recordings.ts';
import type { Report } from './replay.ts';
import { replayFolder } from './replay.ts';

const USAGE = 'Usage: npm run --silent replay -- DIR [--json]\nDIR is a folder of recordings of one system.';

/** Exit code: 0 when everything agrees, 1 when something does not, 2 when there was nothing to replay. */
async function main(args: readonly string[]): Promise<number> {
  const folders = args.filter((arg) => !arg.startsWith('--'));
  const unknown = args.filter((arg) => arg.startsWith('--') && arg !== '--json');
  const [folder] = folders;
  if (folder === undefined || folders.length > 1 || unknown.length > 0) {
    console.error(unknown.length > 0 ? `Unknown option ${unknown.join(' ')}.\n${USAGE}` : USAGE);
    return 2;
  }
  try {
    const report = await replayFolder(located(folder));
    if (args.includes('--json')) console.log(JSON.stringify(report, null, 2));
    else print(report);
    return report.mismatches.every(({ excepted }) => excepted) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof BadRecordings)) throw error;
    console.error(error.message);
    return 2;
  }
}

/** npm runs scripts in the folder of the package; a relative path may mean the one the person stands in. */
function located(folder: string): string {
  const from = process.env.INIT_CWD;
  return !existsSync(folder) && from !== undefined && existsSync(path.resolve(from, folder))
    ? path.resolve(from, folder)
    : folder;
}

function print({ system, pairs, parsed, agreeing, mismatches }: Report): void {
  console.log(`${system}: ${String(pairs)} pairs, ${String(parsed)} parsed, ${String(agreeing)} agreeing`);
  for (const { name, reasons, excepted } of mismatches) {
    console.log(`\n${name}${excepted ? ' (known exception)' : ''}`);
    for (const reason of reasons) console.log(`  ${reason}`);
  }
}

process.exitCode = await main(process.argv.slice(2));
