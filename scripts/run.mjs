// Bundles a TypeScript program of this repository and runs it with the arguments that follow.
// Usage: node scripts/run.mjs test/crash/main.ts --messages 1000
import { spawn } from 'node:child_process';
import path from 'node:path';
import { build } from 'esbuild';
import { textImports } from './text-imports.mjs';

const [entry, ...args] = process.argv.slice(2);
const outfile = path.join(
  'node_modules',
  '.cache',
  'parley',
  entry.replaceAll('/', '-').replace(/\.ts$/, '.js'),
);
await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  plugins: [textImports],
  format: 'esm',
  platform: 'node',
  packages: 'external',
  target: 'node24',
  sourcemap: 'inline',
  logLevel: 'warning',
});
const child = spawn(process.execPath, ['--enable-source-maps', outfile, ...args], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal ? 1 : 0);
});
