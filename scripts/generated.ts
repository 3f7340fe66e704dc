import { readFileSync } from 'node:fs';
import prettier from 'prettier';
import { editorSchema } from '../bridges/config/index.ts';
import { platforms } from '../bridges/platforms.ts';
import { capabilityTable } from './capability-table.ts';
import { fileLengths } from './file-lengths.ts';

/** Where sources stand that are shipped. */
const SHIPPED = ['src', 'bridges'];

/** The pages of which a part, or all, is made from the program itself: by file, as they should be. */
export async function generated(): Promise<Readonly<Record<string, string>>> {
  const pages = {
    'README.md': between('README.md', 'capabilities', `\n${capabilityTable(Object.values(platforms))}\n`),
    'docs/platforms.md': between('docs/platforms.md', 'lengths', lengths()),
    'docs/parley.schema.json': JSON.stringify(editorSchema(platforms)),
  };
  const formatted = Object.entries(pages).map(async ([file, text]): Promise<[string, string]> => {
    const options = await prettier.resolveConfig(file);
    return [file, await prettier.format(text, { ...options, filepath: file })];
  });
  return Object.fromEntries(await Promise.all(formatted));
}

/** A page with something new between its marks. */
function between(file: string, name: string, content: string): string {
  const page = readFileSync(file, 'utf8');
  const [begin, end] = [`<!-- ${name}: made by npm run docs -->`, `<!-- ${name}: end -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} has no marks "${begin}" and "${end}".`);
  return `${page.slice(0, from + begin.length)}\n${content}\n${page.slice(to)}`;
}

function lengths(): string {
  const { files, median, maximum } = fileLengths(SHIPPED);
  return `\nThe ${String(files)} source files have a median of ${String(median)} lines; the longest has ${String(maximum)}.\n`;
}
