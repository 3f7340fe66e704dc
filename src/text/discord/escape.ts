import { urlInText } from '../url.ts';

/** Zero-width space: between two formatted runs that touch, and in a call to everyone that is meant as words. */
export const guard = '\u200b';

const everywhere = /[\\*_~|`[<]/g;
const shortcode = /:(?=[^\s:]+:)/g;
const broadcast = /@(?=\u200b*(?:everyone|here))/g;
const guardedBroadcast = /@\u200b(?=\u200b*(?:everyone|here))/g;
// Before the mark of a block at the beginning of a line. `^` would also match behind U+2028.
const blockMark = /(?<=(?<![^\n])[ \t]*)(?=#{1,3}\s|-[\s#]|-$|>)/g;
const numberMark = /(?<=(?<![^\n])[ \t]*\d{1,10})(?=\.(?:\s|$))/g;
const needsCare = /[\\*_~|`[<@:]/;
/** Behind an address that stands bare nothing may follow that Discord would take for a part of it. */
const endsBare = /^[.,:;"')\]]*(?:\s|$)/;
const endsBareInside = /^[.,:;"')\]]*\s/;

/**
 * Literal text: no mark, mention, emoji name or call to everyone in it works. An address stays in one piece, in angle
 * brackets where its surroundings would be taken for a part of it.
 * @param within whether formatting is open around it; an address with marks would then end that formatting
 * @param last whether nothing follows in its lines
 */
export function writeText(text: string, within: boolean, last: boolean): string {
  if (!needsCare.test(text)) return text;
  if (!text.includes('://')) return writeWords(text);
  let out = '';
  let from = 0;
  for (const { 0: url, index } of text.matchAll(urlInText)) {
    const end = index + url.length;
    out += writeWords(text.slice(from, index));
    const rest = text.slice(end);
    const isBare = !/[*_~]/.test(url) && (last ? endsBare : endsBareInside).test(rest);
    if (isBare) out += url;
    else if (within && /[*_~]/.test(url)) out += writeWords(url).replace(/(?<!\\):/g, '\\:');
    else out += `<${url}>`;
    from = end;
  }
  return out + writeWords(text.slice(from));
}

function writeWords(text: string): string {
  return text.replace(broadcast, `@${guard}`).replace(everywhere, '\\$&').replace(shortcode, '\\:');
}

/** Takes out of text as it was sent the guards that `writeText` put in. */
export function unguard(raw: string): string {
  return raw.includes(guard) ? raw.replace(guardedBroadcast, '@') : raw;
}

/** Finished lines none of which may look like a heading, a list, a quote or small print. */
export function guardLines(lines: string): string {
  return lines.replace(blockMark, '\\').replace(numberMark, '\\');
}
