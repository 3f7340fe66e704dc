// Makes package-lock.json anew, after a change of dependencies. Two things have to be right that `npm install` in a
// folder in use gets wrong:
// - Optional packages of other systems stay in only when the folder is empty.
// - No package but `node` may run a script: eslint-plugin-n8n-nodes-base refuses every installer but pnpm, and the
//   others build native parts that nothing here uses. npm 11 reads that in `allowScripts`; npm 10 runs the scripts of
//   those that the lock file names, so it names them no longer.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const ALLOWED = ['node_modules/node'];
const folder = mkdtempSync(path.join(os.tmpdir(), 'parley-lock-'));
try {
  mkdirSync(path.join(folder, 'bridges'));
  for (const file of ['package.json', '.npmrc', 'bridges/package.json'])
    copyFileSync(file, path.join(folder, file));
  execFileSync('npm', ['install', '--package-lock-only', '--ignore-scripts'], {
    cwd: folder,
    stdio: 'inherit',
  });
  const lock = JSON.parse(readFileSync(path.join(folder, 'package-lock.json'), 'utf8'));
  for (const [name, entry] of Object.entries(lock.packages)) {
    if (!entry.hasInstallScript || ALLOWED.includes(name)) continue;
    delete entry.hasInstallScript;
    // A package with a binding.gyp is built even without a script of its own.
    entry.gypfile = false;
  }
  writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
