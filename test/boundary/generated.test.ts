import { describe, expect, it } from 'vitest';
import { generated } from '../../scripts/generated.ts';
import { read } from './tree.ts';

const RENEW = 'run: npm run docs';

describe('what the pages say of the program', () => {
  it.each(['README.md', 'docs/parley.schema.json'])('%s is as the program itself has it', async (file) => {
    expect(read(file), RENEW).toBe((await generated())[file]);
  });

  it('docs/platforms.md tells how long files are, give or take a tenth', async () => {
    const file = 'docs/platforms.md';
    const page = (await generated())[file] ?? '';
    expect(withoutNumbers(read(file)), RENEW).toBe(withoutNumbers(page));
    const now = numbers(page);
    const off = numbers(read(file)).map((told, index) => Math.abs(told / (now[index] ?? 0) - 1));
    expect(off, RENEW).toHaveLength(3);
    expect(Math.max(...off), RENEW).toBeLessThan(0.1);
  });
});

function numbers(page: string): number[] {
  return [...page.matchAll(/\d+/g)].map(([digits]) => Number(digits));
}

function withoutNumbers(page: string): string {
  return page.replaceAll(/\d+/g, 'n');
}
