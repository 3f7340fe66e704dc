const BLOCK = 'ul|ol|li|blockquote|p|div|pre|table|h[1-6]';
const BLOCK_TAG = new RegExp(`(</?(?:${BLOCK})(?:\\s[^>]*)?>)`);

/**
 * Blank lines become paragraphs, single line breaks `<br />`; block elements stand on lines of their own and the text
 * of a quotation is a paragraph, too.
 */
export function paragraphs(html: string): string {
  if (html.trim() === '') return '';
  const text = html.replaceAll(/\r\n|\r/g, '\n');
  let result = '';
  const open: string[] = [];
  for (const piece of text.split(BLOCK_TAG)) {
    const tag = /^<(\/?)(\w+)/.exec(piece);
    if (tag?.[2] !== undefined && BLOCK_TAG.test(piece)) {
      const [, slash, name] = tag;
      if (slash) {
        open.splice(Math.max(0, open.lastIndexOf(name)), 1);
        result += name === 'ul' || name === 'ol' ? piece + '\n' : `${piece}\n`;
      } else {
        open.push(name);
        result += name === 'ul' || name === 'ol' ? `${piece}\n` : piece;
      }
    } else if (piece.trim() !== '') {
      const inside = open.at(-1);
      if (inside === undefined) result += wrapped(piece, '\n');
      else if (inside === 'blockquote') result += wrapped(piece, '');
      else result += breaks(piece);
    }
  }
  return result.endsWith('\n') ? result : `${result}\n`;
}

function wrapped(text: string, end: string): string {
  return text
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p>${breaks(paragraph.replaceAll(/^\n+|\n+$/g, ''))}</p>${end}`)
    .join('');
}

function breaks(text: string): string {
  return text.replaceAll(/(?<!<br \/>)\s*\n/g, '<br />\n');
}
