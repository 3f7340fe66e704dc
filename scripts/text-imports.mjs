// `import css from './page.css?text'` gives the file as a string; a TypeScript file is bundled for browsers first. So
// pages are real files, checked and linted like everything else, and still part of the one file that is shipped.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

const SUFFIX = '?text';

async function textOf(file) {
  if (!file.endsWith('.ts')) return readFile(file, 'utf8');
  const options = {
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    minify: true,
    logLevel: 'warning',
  };
  const { outputFiles } = await build({ entryPoints: [file], ...options });
  return outputFiles[0].text;
}

export const textImports = {
  name: 'text-imports',
  setup(bundler) {
    bundler.onResolve({ filter: /\?text$/ }, (args) => ({
      // As a name it stands in what is built, the same on every machine.
      path: path.relative('.', path.resolve(args.resolveDir, args.path.slice(0, -SUFFIX.length))),
      namespace: 'text',
    }));
    bundler.onLoad({ filter: /./, namespace: 'text' }, async (args) => ({
      contents: await textOf(args.path),
      loader: 'text',
    }));
  },
};

const PREFIX = '\0text:';
/** After the path, so that the name does not end in `.css`, which the test runner would make something else of. */
const MARK = '#text';

/** The same for the test runner. */
export const textImportsForTests = {
  name: 'text-imports',
  enforce: 'pre',
  resolveId(source, importer) {
    if (!source.endsWith(SUFFIX) || !importer) return undefined;
    return PREFIX + path.resolve(path.dirname(importer), source.slice(0, -SUFFIX.length)) + MARK;
  },
  async load(id) {
    if (!id.startsWith(PREFIX)) return undefined;
    return `export default ${JSON.stringify(await textOf(id.slice(PREFIX.length, -MARK.length)))}`;
  },
};
