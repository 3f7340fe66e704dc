import { mrkdwn, whatsapp, wordpress } from '../src/text/index.ts';

const mixed =
  '<p>Hello <strong>team</strong>, the <a href="https://example.org/notes?a=1&amp;b=2">release notes</a> are out ' +
  '&#x1f389;!</p>\n<p>Run <code>npm ci</code> first &amp; tell @Alice. It costs 2 * 3 &lt; 7 euro_per_seat.</p>' +
  '<blockquote>so be it</blockquote><ul><li>one</li><li>two <em>and</em> a half</li></ul>';
const short = 'Hello team, the release is out. See you at 10:30!';

/**
 * Times reading a message as WordPress stores it and writing it for Slack and for WhatsApp, warm, in milliseconds a
 * message: one with about every kind of markup, and a short one without any.
 */
export async function benchText(): Promise<{ perMessageMs: number; plainPerMessageMs: number }> {
  return Promise.resolve({ perMessageMs: time(mixed, 3000), plainPerMessageMs: time(short, 30_000) });
}

function time(html: string, rounds: number): number {
  convert(html, rounds);
  const start = performance.now();
  const written = convert(html, rounds);
  const elapsed = performance.now() - start;
  if (written === 0) throw new Error('Nothing was written, so nothing was measured.');
  return elapsed / rounds;
}

function convert(html: string, rounds: number): number {
  let written = 0;
  for (let round = 0; round < rounds; round += 1) {
    const tree = wordpress.parse(html);
    written += mrkdwn.serialize(tree).length + whatsapp.serialize(tree).length;
  }
  return written;
}
