import type { PhrasingContent } from 'mdast';
import { labelOf } from '../inline.ts';
import { guard } from '../marks/grammar.ts';
import { protectMarks } from '../marks/protect.ts';
import { createWriter } from '../marks/write.ts';
import { isBareLink, safeUrl, urlInText } from '../url.ts';

/** Writes WhatsApp's marks. */
export const writeWhatsapp = createWriter({
  bullet: '- ',
  text: writeText,
  code: (value) => value,
  special,
  guardQuotes: (lines) => (lines.includes('> ') ? lines.replace(/(?<![^\n])(?=\u200b*> )/g, guard) : lines),
});

function writeText(text: string, alone: boolean): string {
  if (!text.includes('://')) return protectMarks(text, alone);
  // Addresses stay as they are: WhatsApp links them whole, and a guard inside would break them.
  let out = '';
  let from = 0;
  for (const url of text.matchAll(urlInText)) {
    out += protectMarks(text.slice(from, url.index), false) + url[0];
    from = url.index + url[0].length;
  }
  return out + protectMarks(text.slice(from), alone && from === 0);
}

function special(node: PhrasingContent): string | undefined {
  switch (node.type) {
    case 'mention': {
      const digits = /^(\d{7,15})(?:@c\.us)?$/.exec(node.id ?? '')?.[1];
      return digits === undefined ? undefined : `@${digits}`;
    }
    case 'link':
      return writeLink(node.url, labelOf(node.children));
    case 'image':
      return writeLink(node.url, node.alt ?? '');
    default:
      return undefined;
  }
}

/** There are no labelled links: the address follows in brackets where the label does not say it already. */
function writeLink(url: string, label: string): string | undefined {
  const target = safeUrl(url);
  if (target === undefined) return label === '' ? '' : undefined;
  if (label === '' || label === target) return target.replace(/^mailto:/i, '');
  if (isBareLink(label, target)) return writeText(label, false);
  return `${writeText(label, false)} (${target})`;
}
