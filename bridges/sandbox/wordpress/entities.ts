/** Names that WordPress knows; any other `&name;` is not an entity to it. The common ones of HTML 4. */
const NAMES = new Set(
  (
    'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn acute micro para middot ' +
    'cedil ordm raquo iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute ' +
    'Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave ' +
    'aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ' +
    'ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml quot amp lt gt apos OElig oelig Scaron ' +
    'scaron Yuml circ tilde ensp emsp thinsp zwnj zwj lrm rlm ndash mdash lsquo rsquo sbquo ldquo rdquo bdquo dagger Dagger ' +
    'permil lsaquo rsaquo euro fnof bull hellip prime Prime oline frasl trade larr uarr rarr darr harr'
  ).split(' '),
);

/**
 * Every `&` that begins no entity becomes `&amp;`; decimal references get at least three digits, hexadecimal ones lose
 * their leading zeros.
 */
export function normalizeEntities(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll(/&amp;([A-Za-z]{2,8}[0-9]{0,2});/g, (whole, name: string) =>
      NAMES.has(name) ? `&${name};` : whole,
    )
    .replaceAll(/&amp;#(0*[0-9]{1,7});/g, (whole, digits: string) =>
      isCharacter(Number(digits)) ? `&#${String(Number(digits)).padStart(3, '0')};` : whole,
    )
    .replaceAll(/&amp;#[Xx](0*[0-9A-Fa-f]{1,6});/g, (whole, digits: string) =>
      isCharacter(Number.parseInt(digits, 16)) ? `&#x${digits.replace(/^0+/, '')};` : whole,
    );
}

function isCharacter(code: number): boolean {
  return (
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff))
  );
}

/** `<`, `>` and quotes as entities; entities that are there already stay. */
export function escapeHtml(text: string): string {
  return normalizeEntities(text)
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#039;');
}

const DECODED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00A0',
  hellip: '…',
};

/** What a browser shows for entities. */
export function decodeEntities(html: string): string {
  return html.replaceAll(/&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|(\w+));/g, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return DECODED[name] ?? whole;
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
