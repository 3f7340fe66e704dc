import { readdirSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { filesOf, read, sourcesOf } from './tree.ts';

/** The files that every platform folder has, so that learning one platform teaches the rest. */
const PLATFORM_FILES = ['client.ts', 'feed.ts', 'index.ts', 'map.ts', 'schema.ts'];
const WRITTEN = ['src', 'nodes', 'credentials', 'bridges', 'bench'];

const lengthOf = (file: string): number => read(file).trimEnd().split('\n').length;

describe('how the tree is laid out', () => {
  const platforms = readdirSync('src/platforms', { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );

  it.each(platforms.map((entry) => entry.name))(
    'the platform %s has the files that every platform has',
    (name) => {
      expect(readdirSync(`src/platforms/${name}`)).toEqual(expect.arrayContaining(PLATFORM_FILES));
    },
  );

  it('an index only exports', () => {
    const doing = WRITTEN.flatMap(sourcesOf)
      .filter((file) => file.endsWith('/index.ts'))
      .filter((file) => {
        const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest);
        return !source.statements.every((one) => ts.isExportDeclaration(one) || ts.isImportDeclaration(one));
      });
    expect(doing).toEqual([]);
  });

  it('half of the source files have fewer than 100 lines, and none more than 300', () => {
    const lengths = WRITTEN.flatMap(sourcesOf).map((file) => ({ file, lines: lengthOf(file) }));
    const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(100);
    expect(lengths.filter(({ lines }) => lines > 300)).toEqual([]);
  });

  it('type checks and lint rules are never switched off in a source', () => {
    const off = /eslint-disable|@ts-(ignore|nocheck|expect-error)|\bas unknown as\b/;
    const written = [...WRITTEN, 'test', 'scripts'].flatMap((folder) =>
      sourcesOf(folder).filter((file) => !file.startsWith('test/boundary/')),
    );
    expect(written.filter((file) => off.test(read(file)))).toEqual([]);
  });

  it('nothing is left to do later', () => {
    const later = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X'].join('|')})\\b`);
    const files = filesOf('.').filter(
      (file) => /\.(ts|mjs|md|ya?ml)$/.test(file) && !file.includes('recordings/'),
    );
    expect(files.filter((file) => later.test(read(file)))).toEqual([]);
  });
});
