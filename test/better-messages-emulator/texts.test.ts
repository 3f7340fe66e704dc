import { expect, test } from 'vitest';
import { GROUP, PARLEY, send, stage } from './stage.ts';

test.each([
  ['Plain & text', 'Plain &amp; text'],
  ['&amp; &lt;b&gt; &copy;', '&amp;amp; &amp;lt;b&amp;gt; &amp;copy;'],
  ['x < y && z > w', 'x &lt; y &amp;&amp; z &gt; w'],
  [`"q" 'q'`, '&quot;q&quot; &#039;q&#039;'],
  ['<b>x</b><i>i</i><u>u</u><strike>k</strike>', '<b>x</b><i>i</i><u>u</u><strike>k</strike>'],
  ['<s>a</s> <em>b</em> <a href="https://example.com/">c</a> <code>d</code>', 'a b c d'],
  ['<p>a</p><p>b</p>', 'a</p><p>b'],
  ['a<b and c>d', 'a&lt;b and c&gt;d'],
  ['< div >', '&lt; div &gt;'],
  ['a <b', 'a'],
  ['<@U123> hi', 'hi'],
  ['one<br>two<br/>three', 'one\ntwo\nthree'],
  ['line1\r\nline2\t  x 😀', 'line1\r\nline2\t  x 😀'],
  ['a&nbsp;b', 'a b'],
  ['x<script>alert(1)</script>y', 'xy'],
  ['<!-- BM-DELETED-MESSAGE -->real', 'real'],
  [
    '<span class="bm-mention" data-user-id="2">@Alice</span>',
    '&lt;span class=&quot;bm-mention&quot; data-user-id=&quot;2&quot;&gt;@Alice&lt;/span&gt;',
  ],
  ['0', '0'],
])('what is sent as %j is stored as %j', async (sent, stored) => {
  const there = await stage();
  const { update } = await send(there, PARLEY, GROUP, sent);
  expect(update?.messages[0]?.message).toBe(stored);
});

test.each(['', '   ', '<3 love', '<https://example.com|x>'])(
  'nothing is left of %j, which is refused with 200',
  async (sent) => {
    const { call } = await stage();
    expect(await call(PARLEY, 'POST', `thread/${GROUP}/send`, { message: sent })).toMatchObject({
      status: 200,
      body: { result: false, errors: { empty: expect.any(String) }, redirect: false },
    });
  },
);

test('slashes and what is not ASCII travel escaped', async () => {
  const { call } = await stage();
  const { text } = await call(PARLEY, 'POST', `thread/${GROUP}/send`, { message: 'a/é😀' });
  expect(text).toContain(String.raw`"message":"a\/\u00e9\ud83d\ude00"`);
});
