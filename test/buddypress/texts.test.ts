import { describe, expect, test } from 'vitest';
import { plainText, textTree } from '../../src/text/index.ts';
import { ALICE, VERSIONS, baseline, stage } from './stage.ts';

/** Texts that a careless client, or WordPress, would change. */
const TEXTS = {
  'Slack syntax': 'look <@U123> <#C1|general> <https://example.org?a=1&b=2|label> <!here>',
  'Discord syntax': '<@123456> <:emoji:123> ||spoiler|| @everyone',
  comparisons: '1 < 2 and 3 > 2 && x<y, <- arrow ->, a <b end',
  entities: '&amp; &lt; &#60; &#x1f600; &nbsp; &copy; AT&T &amp;amp;',
  backslashes: String.raw`C:\new\table \\ double \" end\\`,
  quotes: `He said "hi" and it's 'ok' ... -- --- '90s 3x4`,
  markup: '<b>bold</b> <script>alert(1)</script> <a href="javascript:x()">y</a> <!-- c -->',
  'Markdown signs': '*literal* _not_ ~~struck~~ `code` > quote - item # head [label](https://example.org)',
  shortcodes: '[gallery] [audio src="x"] {{x}} %s %1$s',
  emoji: '😀 👨‍👩‍👧 🇩🇪 👍🏽 ❤️ ✅ © ® ™ #️⃣',
  'rare characters': '𠜎𠜱 𝒳 漢字 кир ñ é',
  'right to left': 'שלום עולם \u202E rtl \u200B zero',
  smilies: ':) ;-) :D <3 8)',
};

describe.each(VERSIONS)('texts on BuddyPress %s', (version) => {
  test.each(Object.entries(TEXTS))('%s come back as they were sent', async (_name, text) => {
    const { connection } = await stage({ version });
    const cursor = await baseline({ connection } as Awaited<ReturnType<typeof stage>>);
    for (const part of connection.compose({ text: textTree(text), key: 'k' }))
      await connection.send('1', part);
    const [event] = (await connection.poll(cursor)).events;
    expect(event && 'message' in event && plainText(event.message.text)).toBe(text);
  });

  test.each(Object.entries(TEXTS))('%s are shown to people as they were sent', async (_name, text) => {
    const { connection, site } = await stage({ version });
    for (const part of connection.compose({ text: textTree(text), key: 'k' }))
      await connection.send('1', part);
    expect((await site.read('1')).at(-1)?.shown).toBe(text);
  });

  test.each(Object.entries(TEXTS).filter(([name]) => name !== 'entities'))(
    '%s that a person types are read as typed',
    async (_name, text) => {
      const { connection, site } = await stage({ version });
      await site.say({ conversation: '1', as: ALICE, text });
      const [last] = await connection.listMessages('1', { limit: 1 });
      expect(last && plainText(last.text)).toBe(text);
    },
  );

  test('a character reference that a person types is read as what WordPress makes of it', async () => {
    const { connection, site } = await stage({ version });
    await site.say({ conversation: '1', as: ALICE, text: '&amp; stays, &#60; does not' });
    const [last] = await connection.listMessages('1', { limit: 1 });
    expect(last && plainText(last.text)).toBe('&amp; stays, < does not');
  });

  test('several lines and paragraphs keep their breaks', async () => {
    const { connection, site } = await stage({ version });
    const text = 'one\ntwo\n\nthree\n  indented';
    for (const part of connection.compose({ text: textTree(text), key: 'k' }))
      await connection.send('1', part);
    expect((await site.read('1')).at(-1)?.shown).toBe(text);
  });

  test('control characters and NUL disappear, the rest stays', async () => {
    const { connection, site } = await stage({ version });
    for (const part of connection.compose({ text: textTree('be\u0000fore\u0007 after'), key: 'k' })) {
      await connection.send('1', part);
    }
    expect((await site.read('1')).at(-1)?.shown).toBe('before after');
  });

  test('41,000 characters arrive in parts that together are the whole', async () => {
    const { connection, site } = await stage({ version });
    const text = 'word & '.repeat(5_857).trim();
    const parts = connection.compose({ text: textTree(text), key: 'k' });
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) await connection.send('1', part);
    const shown = (await site.read('1')).slice(-parts.length).map((message) => message.shown);
    expect(shown.join(' ').replaceAll(/\s+/g, ' ')).toBe(text);
  });

  test('names with quotes and ampersands are read as people see them', async () => {
    const { connection } = await stage({ version });
    const names = (await connection.participants('2')).map(({ name }) => name);
    expect(names).toContain(`Dave "D" O'Neil & Söhne`);
  });

  test('a user who was deleted has a name, and his thread goes on', async () => {
    const { connection, site } = await stage({ version });
    const { id } = site.open({ as: '6', to: ['19'], subject: 'from erin', text: 'last words' });
    site.deleteUser(6);
    const [message] = await connection.listMessages(id);
    expect(message?.author).toMatchObject({ id: '6', name: 'Deleted User', kind: 'person' });
    await expect(connection.send(id, { key: 'k#0', text: 'to a ghost' })).resolves.toMatchObject({
      id: expect.any(String),
    });
  });
});
