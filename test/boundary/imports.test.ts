import { describe, expect, it } from 'vitest';
import { importsOf, sourcesOf, strayImports } from './tree.ts';

/** The libraries of the text tree, and the types they share. */
const TEXT_TREE = /^(mdast|hast|micromark|unist)(-|$)|^decode-named-character-reference$/;

const platformOf = (file: string): string | undefined => /^src\/platforms\/([^/]+)\//.exec(file)?.[1];

describe('what may import what', () => {
  it('the core imports its own files, zod and the text-tree libraries', () => {
    expect(sourcesOf('src').length).toBeGreaterThan(10);
    expect(
      strayImports('src', (name) => name.startsWith('src/') || name === 'zod' || TEXT_TREE.test(name)),
    ).toEqual([]);
  });

  it('a platform knows nothing of any other platform', () => {
    expect(
      strayImports('src/platforms', (name, file) => {
        const [own, other] = [platformOf(file), platformOf(name)];
        return own === undefined || other === undefined || own === other;
      }),
    ).toEqual([]);
  });

  it('what platforms share knows none of them', () => {
    expect(
      ['src/model', 'src/host', 'src/text'].flatMap((folder) =>
        strayImports(folder, (name) => !name.startsWith('src/platforms/')),
      ),
    ).toEqual([]);
  });

  it.each(['nodes', 'credentials'])('%s import the core, n8n-workflow and the crypto of Node', (folder) => {
    const own = ['src/', 'nodes/', 'credentials/'];
    const given = ['n8n-workflow', 'node:crypto'];
    expect(sourcesOf(folder).length).toBeGreaterThan(0);
    expect(
      strayImports(folder, (name) => given.includes(name) || own.some((start) => name.startsWith(start))),
    ).toEqual([]);
  });

  it('the bridge imports the core and itself, never tests, nodes or programs', () => {
    const upwards = /^(test|bench|nodes|credentials|scripts|examples)\//;
    expect(sourcesOf('bridges').length).toBeGreaterThan(5);
    expect(strayImports('bridges', (name) => !upwards.test(name))).toEqual([]);
  });

  it('the relay and the journal name no platform', () => {
    const specific = /^(src\/platforms\/[^/]+\/|bridges\/(slack|discord|sandbox)\/)/;
    expect(
      ['bridges/relay', 'bridges/journal'].flatMap((folder) =>
        strayImports(folder, (name) => !specific.test(name)),
      ),
    ).toEqual([]);
  });

  it('own files are imported with their extension', () => {
    const own = ['src', 'bridges', 'nodes', 'credentials', 'test', 'bench'].flatMap(sourcesOf);
    const bare = own.flatMap((file) =>
      importsOf(file).filter(
        (name) =>
          /^(src|bridges|nodes|credentials|test|bench)\//.test(name) &&
          !/\.(ts|json|mjs|(ts|css)\?text)$/.test(name),
      ),
    );
    expect(bare).toEqual([]);
  });
});
