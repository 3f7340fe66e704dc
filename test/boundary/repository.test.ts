import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { filesOf, read } from './tree.ts';

const packageSchema = z.object({
  name: z.string(),
  license: z.string(),
  dependencies: z.record(z.string()).optional(),
});
const packageOf = (file: string) => packageSchema.parse(JSON.parse(read(file)));

/** Text files; the recordings are other people's words. */
const texts = filesOf('.').filter(
  (file) => !file.includes('recordings/') && !/\.(png|jpe?g|gif|ico|woff2?|db|sqlite|tgz)$/.test(file),
);
const naming = (pattern: RegExp): string[] => texts.filter((file) => pattern.test(read(file)));

describe('the repository', () => {
  it('stays free of the addresses of package registries', () => {
    expect(
      naming(/\b(registry|npm|pypi)\.[a-z0-9-]+\.(org|com|io|dev)\b|\bregistry[.-][a-z0-9.-]+:\d+/i),
    ).toEqual([]);
  });

  it('speaks of itself alone: no path of one machine, no paper that is not here', () => {
    expect(
      naming(
        /(?<![\w.-])\/(?:work|home|Users)\/[\w.]|\/tm[p]\/team|(?<!sdk\/)\bshare[d]\/|\breferenc[e]\/[\w-]+\.md/,
      ),
    ).toEqual([]);
  });

  it('holds no token that looks real', () => {
    expect(
      naming(/\bxox[abprs]-\d{10,}-\d{10,}-[A-Za-z0-9]{20,}|\bghp_[A-Za-z0-9]{36}|\bsk-[A-Za-z0-9]{40,}/),
    ).toEqual([]);
  });

  it('has no dead link between its pages', () => {
    const dead = texts
      .filter((file) => file.endsWith('.md'))
      .flatMap((file) =>
        linksOf(read(file))
          .filter((target) => !existsSync(path.join(path.dirname(file), target)))
          .map((target) => `${file} -> ${target}`),
      );
    expect(dead).toEqual([]);
  });

  it('is under one license, in both packages and in full', () => {
    expect(packageOf('package.json').license).toBe('MIT');
    expect(packageOf('bridges/package.json').license).toBe('MIT');
    expect(read('LICENSE')).toContain('MIT License');
  });

  it('gives the node package no runtime dependency', () => {
    expect(packageOf('package.json').dependencies).toBeUndefined();
    expect(packageOf('package.json').name).toMatch(/^n8n-nodes-/);
    expect(packageOf('bridges/package.json').name).not.toMatch(/^n8n-nodes-/);
  });
});

/** Targets of the links and pictures of a page that lead to another file of the repository. */
function linksOf(markdown: string): string[] {
  const prose = markdown.replaceAll(/^(```|~~~)[\s\S]*?^\1/gm, '');
  return [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)|\b(?:src|href)="([^"]+)"/g)]
    .map((match) => (match[1] ?? match[2] ?? '').split('#')[0] ?? '')
    .filter((target) => target !== '' && !/^[a-z][a-z0-9+.-]*:/i.test(target));
}
