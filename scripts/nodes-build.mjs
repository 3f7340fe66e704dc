// The n8n nodes and credentials, each a file of its own as n8n loads them. What they share (the core, the kit) is built
// once and required by all of them: esbuild has no shared chunks for CommonJS.
import { cpSync, globSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { textImports } from './text-imports.mjs';

const OUT = 'dist';
const CORE = path.resolve('src/index.ts');
const KIT = path.resolve('nodes/kit/index.ts');

/** Leaves imports of the shared parts as `require` of what is built of them. */
const sharedParts = {
  name: 'shared-parts',
  setup(bundler) {
    bundler.onResolve({ filter: /^\.{1,2}\// }, (args) => {
      const file = path.resolve(args.resolveDir, args.path);
      const part = [CORE, KIT].find((one) => one === file);
      if (!part && file.startsWith(path.resolve('src') + path.sep)) {
        return { errors: [{ text: `${args.path}: nodes take nothing but types from inside the core` }] };
      }
      if (!part || args.kind === 'entry-point') return undefined;
      // All of a node ends up in one file, two folders deep; all of the kit too.
      const isCredential = path.relative('.', args.importer).startsWith('credentials');
      const built = path.join(
        isCredential ? '..' : '../..',
        path.relative('.', part).replace(/\.ts$/, '.js'),
      );
      return { path: built, external: true };
    });
  },
};

const entryPoints = [
  'nodes/kit/index.ts',
  ...globSync('nodes/*/*.node.ts'),
  ...globSync('credentials/*.credentials.ts'),
];

export const nodes = {
  entryPoints,
  outdir: OUT,
  outbase: '.',
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  // A `require` within a promise: n8n loads CommonJS.
  supported: { 'dynamic-import': false },
  external: ['n8n-workflow'],
  plugins: [sharedParts, textImports],
};

/** Icons, and the codex beside every node, which n8n reads as they are. */
export function copyNodeFiles() {
  cpSync('icons', path.join(OUT, 'icons'), { recursive: true });
  for (const file of globSync('nodes/*/*.node.json')) {
    mkdirSync(path.join(OUT, path.dirname(file)), { recursive: true });
    cpSync(file, path.join(OUT, file));
  }
}
