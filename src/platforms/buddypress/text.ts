const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00A0',
  hellip: '…',
};

/** Decodes HTML entities, once. */
export function decodeEntities(html: string): string {
  return html.replaceAll(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g,
    (whole, decimal, hex, name) => {
      if (typeof name === 'string') return NAMED[name] ?? whole;
      const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** Subjects and people's names come with their quotes and backslashes escaped by backslashes. */
export function unslash(text: string): string {
  return text.replaceAll(/\\(.)/gs, '$1');
}

/** A subject or name as people read it. */
export function label(stored: string): string {
  return decodeEntities(unslash(stored.replaceAll(/<[^>]*>/g, ''))).trim();
}

/**
 * WordPress reads `&amp;#60;` as `&#60;` when it cleans a text, in other words as `<`. An ampersand before `#` is left
 * alone when it is written as a number itself.
 */
export function guardReferences(html: string): string {
  return html.replaceAll('&amp;#', '&#038;#');
}

/** A plain text as a subject: no markup, and backslashes written out, because single ones get lost. */
export function subjectText(text: string): string {
  return guardReferences(searchTerm(text)).replaceAll('\\', '&#92;');
}

/** Text as BuddyPress searches it: `&`, `<` and `>` are stored as entities. */
export function searchTerm(term: string): string {
  return term.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * What is left of a text when markup, entities, control characters and blanks are evened out: the same for a text as
 * it was sent and as it is stored, where the service rewrites both markup and entities.
 */
export function essence(html: string): string {
  return decodeEntities(html.replaceAll(/<[^>]*>/g, ''))
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
