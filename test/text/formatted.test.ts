import { expect, test } from 'vitest';
import { discordMarkdown as discord, mrkdwn, plain, whatsapp, wordpress } from '../../src/text/index.ts';
import { formattedTree } from './formatted.ts';
import { createGenerator } from './generator.ts';

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

for (const dialect of [mrkdwn, whatsapp, discord]) {
  test(`the words of a formatted paragraph come through ${dialect.name} unchanged`, () => {
    const generator = createGenerator(seed);
    for (let round = 0; round < 800; round += 1) {
      const tree = formattedTree(generator, 1);
      if (tree.children[0]?.type !== 'paragraph') continue;
      const written = dialect.serialize(tree);
      const hint = `SEED=${String(seed)} ${JSON.stringify(tree)} -> ${JSON.stringify(written)}`;
      expect(plain.serialize(dialect.parse(written)), hint).toBe(plain.serialize(tree));
    }
  });
}

test('the words of every block come through HTML unchanged', () => {
  const generator = createGenerator(seed);
  for (let round = 0; round < 800; round += 1) {
    const tree = formattedTree(generator, 4);
    const written = wordpress.serialize(tree);
    const squeeze = (text: string) => text.replace(/[\s>]+/g, '');
    expect(
      squeeze(plain.serialize(wordpress.parse(written))),
      `SEED=${String(seed)} ${JSON.stringify(written)}`,
    ).toBe(squeeze(plain.serialize(tree)));
  }
});
