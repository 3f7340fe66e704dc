import { expect, test } from 'vitest';
import {
  discordMarkdown as discord,
  markdown,
  mrkdwn,
  plain,
  textTree,
  whatsapp,
  wordpress,
} from '../../src/text/index.ts';
import { createGenerator, pieces } from './generator.ts';

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

test('a literal text read from its tree is the same text', () => {
  const generator = createGenerator(seed);
  for (let round = 0; round < 2000; round += 1) {
    const text = generator.text();
    expect(plain.serialize(textTree(text)), `SEED=${String(seed)}`).toBe(text);
  }
});

for (const dialect of [wordpress, mrkdwn, whatsapp, discord, markdown]) {
  test(`a literal text that goes through ${dialect.name} comes back as the same text`, () => {
    const generator = createGenerator(seed);
    const texts = [
      ...pieces,
      ...Array.from({ length: dialect === markdown ? 600 : 2000 }, () => generator.text()),
    ];
    for (const text of texts) {
      const written = dialect.serialize(textTree(text));
      expect(plain.serialize(dialect.parse(written)), `SEED=${String(seed)} ${JSON.stringify(written)}`).toBe(
        text,
      );
    }
  });
}
