import { plainText } from '../../src/text/index.ts';
import type { ParleyEvent } from '../../src/model/index.ts';

/** Texts that one system takes for markup, a mention or a command of its own, and that have to stay what they are. */
export const NASTY: readonly (readonly [what: string, text: string])[] = [
  ['two lines and a paragraph', 'first line\nsecond line\n\nanother paragraph'],
  ['HTML', '<script>alert("x")</script> and <b onclick="y()">bold</b> <!-- gone? -->'],
  ['mentions in angle brackets', 'see <@U1> in <#C1|general>, <!channel> <!here> <https://a.example|b>'],
  ['mentions of everyone', '@everyone @here @channel @all'],
  ['literal marks', '*literal* _literal_ ~literal~ **two** __two__ ~~two~~ ||two||'],
  ['marks inside words', 'snake_case_name 2*3*4 a~b~c and `tick` ```ticks```'],
  ['lines that look like blocks', '# no heading\n> no quote\n- no list\n1. no list either\n---'],
  ['entities as text', 'a & b, &amp; &lt;b&gt; &#60; &nbsp; &#x1f600;'],
  ['comparisons', '1 < 2 and 3 > 2, a<b, c>d, x <- y'],
  ['backslashes', 'C:\\new\\table \\* \\_ \\\\'],
  ['quotes and shortcodes', '"double" \'single\' “curly” [gallery id="1"] %s $1 {{x}}'],
  ['emoji', '😀 👍🏽 ❤️ 🇩🇪 ☕'],
  ['joined emoji', '👩‍👩‍👧‍👦 🏳️‍🌈 👨🏿‍🚀'],
  ['text from right to left', 'שלום עולם — مرحبا بالعالم (test) ١٢٣'],
  ['characters beyond the first plane', '𠀀𠮷 𝒳𝒴 𓀀'],
  ['an address', 'https://example.org/a_b_c/*x*?q=1&r=2#top_of_page'],
  ['a NUL', 'before\u0000after'],
];

/** A text without what nobody sees: NULs, the marks that keep markup apart, blanks at the ends. */
export function seen(text: string): string {
  return text
    .replaceAll(/[\u0000\u200B]/g, '')
    .replaceAll('\r\n', '\n')
    .trim();
}

/** A text without any blank: what remains the same wherever a long text is cut. */
export function letters(text: string): string {
  return seen(text).replaceAll(/\s+/g, '');
}

/** Texts of the created messages that persons wrote, in order. */
export function saidIn(events: readonly ParleyEvent[]): string[] {
  return events.flatMap((event) =>
    event.type === 'message.created' && event.message.author.kind !== 'self'
      ? [seen(plainText(event.message.text))]
      : [],
  );
}

/** `count` different short texts. */
export function numbered(count: number, word = 'message'): string[] {
  return Array.from({ length: count }, (_, index) => `${word} ${String(index + 1)}`);
}
