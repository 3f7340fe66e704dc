import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SCANNER = '@n8n/scan-community-package/scanner/scanner.mjs';

/** What the scanner looks at in the source, and in what is published. */
export type Leg = 'source' | 'tarball';

export interface Finding {
  readonly passed: boolean;
  readonly details?: string;
}

/** Runs the part of n8n's scanner that needs no published package over a folder, in a process of its own. */
export async function scan(folder: string, leg: Leg): Promise<Finding> {
  const script = `
    const { analyzePackage, SOURCE_FILE_PATTERNS } = await import(${JSON.stringify(SCANNER)});
    const [folder, leg] = process.argv.slice(1);
    const patterns = leg === 'source' ? SOURCE_FILE_PATTERNS : ['**/*.js', 'package.json'];
    process.stdout.write(JSON.stringify(await analyzePackage(folder, patterns)));
  `;
  const args = ['--input-type=module', '-e', script, path.resolve(folder), leg];
  // Its rules look at other files where NODE_ENV says that they are being tested themselves.
  const { stdout } = await run(process.execPath, args, { env: { ...process.env, NODE_ENV: 'production' } });
  const finding: Finding = JSON.parse(stdout);
  return finding;
}
