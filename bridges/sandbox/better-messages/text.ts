import { decodeEntities } from '../wordpress/entities.ts';

/** What stands in a message instead of, or before, its text. */
export const MARKERS = {
  onlyFiles: '<!-- BM-ONLY-FILES -->',
  deleted: '<!-- BM-DELETED-MESSAGE -->',
} as const;

const TAGS = 'p|b|i|u|strong|br|strike|sub|sup';
/** What PHP takes for a tag: no blank after the `<`, a `>` between quotes does not end it, the end of the text does. */
const TAG = /<(?=\S)(?:"[^"]*(?:"|$)|'[^']*(?:'|$)|[^>"'])*(?:>|$)/g;
const ALLOWED = new RegExp(`^</?(?:${TAGS}|span)(?:\\s[^>]*)?/?>$`, 'i');
const ESCAPED = new RegExp(`&lt;(/?(?:${TAGS}))&gt;`, 'g');
const MENTION =
  /&lt;span class=&quot;bm-mention&quot; data-user-id=&quot;(-?\d+)&quot;&gt;(.*?)&lt;\/span&gt;/g;

/**
 * A message as it is stored: line breaks instead of `<br>`, a few tags without attributes, everything else that looks
 * like a tag gone or escaped, and the rest escaped once more, whatever it was.
 */
export function storedText(sent: string): string {
  const bare = sent
    .replaceAll(/<br\s*\/?>/gi, '\n')
    .replaceAll(/<(script|style)\b[^>]*>.*?(?:<\/\1\s*>|$)/gis, '')
    .replaceAll(/<!--.*?(?:-->|$)/gs, '')
    .replaceAll(TAG, (tag) => (ALLOWED.test(tag) ? tag : ''))
    .replaceAll('&nbsp;', ' ')
    .trim();
  return escapeAll(bare.replace(/^<p>/, '').replace(/<\/p>$/, ''))
    .replaceAll(ESCAPED, '<$1>')
    .trim();
}

/** A text that a person types into the site's own page, with the mentions that were picked from its list. */
export function typedText(text: string, mentions: readonly { user: number; name: string }[]): string {
  let stored = escapeAll(text);
  for (const { user, name } of mentions) {
    const spoken = escapeAll(`@${name}`);
    const span = `&lt;span class=&quot;bm-mention&quot; data-user-id=&quot;${String(user)}&quot;&gt;${spoken}&lt;/span&gt;`;
    stored = stored.includes(spoken) ? stored.replace(spoken, () => span) : `${span} ${stored}`;
  }
  return stored.trim();
}

/** The users whom a stored text mentions, each once. */
export function mentionedUsers(stored: string): number[] {
  return [...new Set(Array.from(stored.matchAll(MENTION), ([, user]) => Number(user)))];
}

/** What a person sees on the screen. Browsers show nothing for a form feed. */
export function shownText(stored: string): string {
  const plain = stored
    .replaceAll('\f', '')
    .replaceAll(/<!--.*?-->/gs, '')
    .replaceAll(MENTION, '$2')
    .replaceAll(/<\/?[a-z][^>]*>/gi, '');
  return decodeEntities(plain);
}

/** A subject or name: tags gone, entities as characters. */
export function plainLine(sent: string): string {
  return decodeEntities(sent.replaceAll(/<[^>]*>/g, ''))
    .trim()
    .slice(0, 255);
}

function escapeAll(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#039;');
}
