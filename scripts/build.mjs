// Builds what is shipped: `core` is the shared core for the n8n nodes (CommonJS, zod and the text libraries inlined
// once), `nodes` those nodes, `bridge` the daemon with its command line. A command of it loads only its own part of the program.
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { copyNodeFiles, nodes } from './nodes-build.mjs';
import { textImports } from './text-imports.mjs';

const targets = {
  core: {
    entryPoints: ['src/index.ts'],
    outfile: 'dist/src/index.js',
    format: 'cjs',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['import'],
    target: 'es2023',
  },
  nodes,
  bridge: {
    entryPoints: { parley: 'bridges/cli/main.ts' },
    outdir: 'bridges/dist',
    chunkNames: 'parts/[name]-[hash]',
    splitting: true,
    format: 'esm',
    platform: 'node',
    // Bundled, a library costs the daemon only what it uses of it. The SDKs and the log bring files of their own.
    external: ['@slack/*', 'discord.js', 'pino', 'pino-pretty', 'undici', 'ws'],
    banner: {
      js: "import { createRequire as parleyRequire } from 'node:module'; const require = parleyRequire(import.meta.url);",
    },
    target: 'node24',
    sourcemap: 'linked',
  },
};

const target = targets[process.argv[2]];
if (!target) {
  console.error(`Usage: node scripts/build.mjs ${Object.keys(targets).join('|')}`);
  process.exit(2);
}
const { metafile } = await build({
  plugins: [textImports],
  ...target,
  bundle: true,
  metafile: true,
  logLevel: 'warning',
});
if (target === nodes) copyNodeFiles();
if (target === targets.bridge) {
  // Parts of an earlier build have other names and would stay.
  for (const name of readdirSync(target.outdir, { recursive: true, withFileTypes: true })) {
    const file = path.join(name.parentPath, name.name);
    if (name.isFile() && !(file in metafile.outputs)) rmSync(file);
  }
}
