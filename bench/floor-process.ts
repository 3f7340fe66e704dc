import path from 'node:path';
import { build } from 'esbuild';
import type { Relay } from './load.ts';
import { startProgram } from './process.ts';
import type { LeanService } from './service.ts';

const BUNDLE = path.resolve('node_modules/.cache/parley/bench-floor.js');

/** Runs some work against the floor, in a fresh process. */
export async function withFloor<T>(service: LeanService, work: (floor: Relay) => Promise<T>): Promise<T> {
  await build({
    entryPoints: ['bench/floor.ts'],
    outfile: BUNDLE,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    logLevel: 'warning',
  });
  const program = startProgram(BUNDLE, [service.origin], process.cwd());
  try {
    return await work({ hookUrl: await program.firstLine });
  } finally {
    await program.end('SIGTERM');
  }
}
