import { describe, expect, it } from 'vitest';
import type { Root } from '../../src/text/index.ts';
import { textTree } from '../../src/text/index.ts';
import type { Draft } from '../../src/platforms/index.ts';
import { useStage } from './stage.ts';
import type { Subject } from './subject.ts';
import { NASTY } from './texts.ts';

const HARD: readonly (readonly [what: string, text: Root])[] = [
  ['a long text of words', textTree('several words '.repeat(8_000))],
  ['a long text without any blank', textTree('x'.repeat(100_000))],
  ['a long text that grows when written', textTree('<&>\\*_'.repeat(15_000))],
  ['a long text of joined emoji', textTree('👩‍👩‍👧‍👦'.repeat(8_000))],
  ['a long code block', { type: 'root', children: [{ type: 'code', value: 'a < b && c\n'.repeat(9_000) }] }],
  [
    'a code block of one long line',
    { type: 'root', children: [{ type: 'code', value: '&'.repeat(50_000) }] },
  ],
  ...NASTY.map(([what, text]) => [what, textTree(text)] as const),
  ['nothing', textTree('')],
];

export function describeLimits<Settings>(subject: Subject<Settings>): void {
  describe('limits', () => {
    const stage = useStage(subject);
    const { capabilities } = subject.platform;

    it.each(HARD)('composes %s into parts within the limit', (_what, text) => {
      const parts = stage().connection.compose({ text, key: 'k' });
      expect(parts.length).toBeGreaterThan(0);
      expect(Math.max(...parts.map((part) => part.text.length))).toBeLessThanOrEqual(
        capabilities.text.maxLength,
      );
      expect(parts.map(({ key }) => key)).toEqual(parts.map((_, index) => `k#${String(index)}`));
    });

    it.each(HARD)('never cuts %s inside a character', (_what, text) => {
      const parts = stage().connection.compose({ text, key: 'k' });
      expect(parts.filter((part) => /\p{Surrogate}/u.test(part.text)).map(({ key }) => key)).toEqual([]);
    });

    it.each(HARD)('composes %s to the same parts every time', (_what, text) => {
      const draft: Draft = {
        text,
        key: 'k',
        author: { name: 'Ann <b>', avatarUrl: 'https://a.example/a.png' },
      };
      expect(stage().connect().compose(structuredClone(draft))).toEqual(stage().connection.compose(draft));
    });

    it('leaves a draft as it was', () => {
      const draft: Draft = { text: textTree('*x* '.repeat(30_000)), key: 'k' };
      const before = structuredClone(draft);
      stage().connection.compose(draft);
      expect(draft).toEqual(before);
    });

    it('gives rates and times that make sense', () => {
      expect(capabilities.rate.concurrency).toBeGreaterThanOrEqual(1);
      expect(capabilities.rate.perSecond ?? 1).toBeGreaterThan(0);
      expect(capabilities.rate.perConversationPerSecond ?? 1).toBeGreaterThan(0);
      expect(capabilities.settleMs).toBeGreaterThanOrEqual(0);
      expect(capabilities.pollEveryMs).toBeGreaterThan(0);
    });
  });
}
