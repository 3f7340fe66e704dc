import type { PhrasingContent } from 'mdast';
import { writeBlocks, type LineStyle } from '../blocks.ts';
import { labelOf, leafText } from '../inline.ts';
import type { Root } from '../tree.ts';
import { isBareLink, safeUrl } from '../url.ts';
import { guardText } from './guard.ts';

const style: LineStyle = {
  bullet: '• ',
  paragraph: writeInline,
  heading: (children) => mark('b', children),
  code: guardText,
};

/** The tags that the plugin keeps, for the nodes they stand for. */
const TAGS = { strong: 'b', emphasis: 'i', underline: 'u', delete: 'strike' } as const;

/**
 * Writes text for Better Messages: four tags, line feeds, and everything else as plain characters, which the plugin
 * escapes itself. Addresses stand in the open, because the plugin takes links off and makes its own.
 */
export function writeBetterMessages(tree: Root): string {
  return writeBlocks(tree.children, style);
}

function writeInline(nodes: readonly PhrasingContent[]): string {
  let out = '';
  for (const node of nodes) out += writeNode(node);
  return out;
}

function writeNode(node: PhrasingContent): string {
  switch (node.type) {
    case 'strong':
    case 'emphasis':
    case 'underline':
    case 'delete':
      return mark(TAGS[node.type], node.children);
    case 'mention':
      return writeMention(node.id, node.name);
    case 'link':
      return writeLink(node.url, labelOf(node.children), writeInline(node.children));
    case 'image':
      return writeLink(node.url, node.alt ?? '', guardText(node.alt ?? ''));
    default:
      return 'children' in node ? writeInline(node.children) : guardText(leafText(node) ?? '');
  }
}

function mark(tag: string, children: readonly PhrasingContent[]): string {
  const inside = writeInline(children);
  return inside === '' ? '' : `<${tag}>${inside}</${tag}>`;
}

/** Ids below zero are guests and bots. */
function writeMention(id: string | undefined, name: string): string {
  const shown = guardText(`@${name}`);
  if (id === undefined || !/^-?[1-9]\d*$/.test(id)) return shown;
  return `<span class="bm-mention" data-user-id="${id}">${shown}</span>`;
}

function writeLink(url: string, label: string, inside: string): string {
  const target = safeUrl(url);
  if (target === undefined) return inside;
  const address = guardText(target);
  if (label === '') return address;
  return isBareLink(label, target) ? inside : `${inside} (${address})`;
}
