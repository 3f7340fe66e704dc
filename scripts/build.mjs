// Builds what is shipped: `core` is the shared core for the n8n nodes (CommonJS, zod and the text libraries inlined
// once), `bridge` the daemon with its command line (one file beside its own node_modules).
import { build } from 'esbuild';
import { textImports } from './text-imports.mjs';

const targets = {
  core: {
    entryPoints: ['src/index.ts'],
    outfile: 'dist/src/index.js',
    format: 'cjs',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['browser', 'import'],
    target: 'es2023',
  },
  bridge: {
    entryPoints: ['bridges/cli/main.ts'],
    outfile: 'bridges/dist/parley.js',
    format: 'esm',
    platform: 'node',
    packages: 'external',
    target: 'node24',
    sourcemap: 'linked',
    banner: { js: '#!/usr/bin/env node' },
  },
};

const target = targets[process.argv[2]];
if (!target) {
  console.error(`Usage: node scripts/build.mjs ${Object.keys(targets).join('|')}`);
  process.exit(2);
}
await build({ ...target, bundle: true, plugins: [textImports], logLevel: 'warning' });
