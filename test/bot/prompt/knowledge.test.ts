import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Knowledge } from '../../../bridges/bot/prompt/index.ts';
import { openKnowledge } from '../../../bridges/bot/prompt/index.ts';
import { sectionsOf } from '../../../bridges/bot/prompt/knowledge/passages.ts';
import { createTokens } from '../../../bridges/bot/prompt/tokens.ts';
import type { Log } from '../../../src/host/index.ts';
import { tempDir } from '../../support/temp.ts';
import { openRoom } from './stage.ts';

const tokens = createTokens();

interface Shelf {
  readonly folder: string;
  readonly knowledge: Knowledge;
  readonly warnings: string[];
  /** Time goes by, so that the folder is looked at again. */
  later(): void;
  write(name: string, text: string): void;
  sources(question: string): Promise<string[]>;
}

function openShelf(files: Readonly<Record<string, string>>): Shelf {
  const folder = tempDir();
  const warnings: string[] = [];
  const ignore = (): void => undefined;
  const log: Log = {
    debug: ignore,
    info: ignore,
    warn: (_, message) => void warnings.push(message),
    error: ignore,
  };
  let now = 0;
  const knowledge = openKnowledge(folder, { log, now: () => now });
  onTestFinished(() => {
    knowledge.close();
  });
  const write = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  return {
    folder,
    knowledge,
    warnings,
    write,
    later: () => (now += 60_000),
    sources: async (question) => (await knowledge.search(question, tokens)).map(({ source }) => source),
  };
}

const SHOP = {
  'shop/returns.md':
    '# Returns\nPlants can be returned.\n\n## How long\nWithin 30 days, with the receipt.\n\n## Refunds\nMoney comes back to the card.\n',
  'hours.txt': 'We are open from nine to six, Monday to Saturday.',
  'de.md': '# Öffnungszeiten\nWir haben montags geschlossen.\n',
  'zh.md': '# 退款政策\n您可以在三十天内申请退款。\n',
  'picture.png': 'returns returns returns',
};

describe('a question finds', () => {
  it.each([
    ['a word', 'Where is my refund?', 'shop/returns.md › Returns › Refunds'],
    ['another ending', 'Are you opened on Mondays?', 'hours.txt'],
    ['another language, without its marks', 'Wann sind die offnungszeiten?', 'de.md › Öffnungszeiten'],
    ['a language without blanks', '请问怎么申请退款', 'zh.md › 退款政策'],
    ['a number', 'is it 30 or 14', 'shop/returns.md › Returns › How long'],
  ])('%s', async (_, question, source) => {
    expect((await openShelf(SHOP).sources(question))[0]).toBe(source);
  });
});

describe('nothing in a question is an operator', () => {
  it.each([
    ['quotation marks', '"refund" OR "x'],
    ['columns', 'text : refund'],
    ['signs of its own', 'refund* ^ NEAR(a b) -x +y (('],
    ['statements', "refund'; DROP TABLE passage; --"],
    ['words that are operators', 'refund AND NOT OR NEAR'],
    ['a NUL', 'refund\0x'],
  ])('%s', async (_, question) => {
    const shelf = openShelf(SHOP);
    expect((await shelf.sources(question))[0]).toBe('shop/returns.md › Returns › Refunds');
    expect((await shelf.sources('refund'))[0]).toBe('shop/returns.md › Returns › Refunds');
  });

  it('and a question of nothing finds nothing', async () => {
    const shelf = openShelf(SHOP);
    expect(await shelf.sources('?!')).toEqual([]);
    expect(await shelf.sources('what is it')).toEqual([]);
  });
});

it('notices new, changed and removed files', async () => {
  const shelf = openShelf(SHOP);
  expect(await shelf.sources('orchids')).toEqual([]);
  shelf.write('new.md', 'Orchids are on the first floor.');
  shelf.write('hours.txt', 'We moved the orchids.');
  utimesSync(path.join(shelf.folder, 'hours.txt'), new Date(), new Date(Date.now() + 5000));
  shelf.later();
  expect((await shelf.sources('orchids')).sort()).toEqual(['hours.txt', 'new.md']);
  rmSync(path.join(shelf.folder, 'new.md'));
  shelf.later();
  expect(await shelf.sources('orchids')).toEqual(['hours.txt']);
});

it('does not leave its folder, and reads no hidden and no huge file', async () => {
  const outside = tempDir();
  writeFileSync(path.join(outside, 'secret.md'), 'zebra');
  const shelf = openShelf({ '.hidden.md': 'zebra', 'huge.txt': `zebra ${'x'.repeat(3 * 1024 * 1024)}` });
  symlinkSync(outside, path.join(shelf.folder, 'link'));
  symlinkSync(path.join(outside, 'secret.md'), path.join(shelf.folder, 'link.md'));
  expect(await shelf.sources('zebra')).toEqual([]);
  expect(shelf.warnings).toHaveLength(1);
});

it('tells of a folder that is not there, and answers without it', async () => {
  const shelf = openShelf({});
  rmSync(shelf.folder, { recursive: true });
  expect(await shelf.sources('anything')).toEqual([]);
  expect(shelf.warnings[0]).toContain('could not be read');
});

it('gives no more than fits', async () => {
  const long = Array.from(
    { length: 20 },
    (_, index) => `# Part ${String(index)}\n${'roses and tulips. '.repeat(60)}`,
  );
  const shelf = openShelf({ 'long.md': long.join('\n\n') });
  const passages = await shelf.knowledge.search('roses', tokens);
  expect(passages.length).toBeGreaterThan(1);
  expect(await tokens.count(passages.map(({ text }) => text).join(''))).toBeLessThanOrEqual(1500);
});

it('cuts at headings, not in code, and what is long at paragraphs', () => {
  const sections = sectionsOf(
    'intro\n# A #\n```\n# no heading\n```\n### B\ntext\n# C\n' + `${'word '.repeat(200)}\n\n`.repeat(3),
  );
  expect(sections.map(({ heading }) => heading)).toEqual(['', 'A', 'A › B', 'C', 'C', 'C']);
  expect(sections[1]?.text).toContain('# no heading');
  expect(Math.max(...sections.map(({ text }) => text.length))).toBeLessThanOrEqual(1200);
});

it('shows what it finds between marks, with its source to be named', async () => {
  const { knowledge } = openShelf(SHOP);
  const room = await openRoom({ knowledge });
  const { messages } = await room.ask([await room.say('How do refunds work?')]);
  expect(messages.at(-1)?.content).toMatch(
    /⟦\w{8} passage source="shop\/returns\.md › Returns › Refunds"⟧\nMoney comes back to the card\.\n⟦\w{8} end⟧/,
  );
});
