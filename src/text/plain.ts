import type { PhrasingContent } from 'mdast';
import { writeBlocks, type LineStyle } from './blocks.ts';
import { labelOf, leafText } from './inline.ts';
import { textTree } from './text-tree.ts';
import type { Dialect, Root } from './tree.ts';
import { isBareLink, safeUrl } from './url.ts';

const style: LineStyle = { bullet: '- ', paragraph: inline, heading: inline, code: (value) => value };

/** Text without any markup. Reading takes every character as it is; writing keeps the words and drops the looks. */
export const plain: Dialect = { name: 'plain', parse: textTree, serialize: plainText };

/** What a person reads of a text: no marks, addresses in brackets after their label, quotes behind `> `. */
export function plainText(tree: Root): string {
  return writeBlocks(tree.children, style);
}

function inline(nodes: readonly PhrasingContent[]): string {
  let out = '';
  for (const node of nodes) out += plainNode(node);
  return out;
}

function plainNode(node: PhrasingContent): string {
  if (node.type === 'link' || node.type === 'image') {
    const label = node.type === 'link' ? labelOf(node.children) : (node.alt ?? '');
    const url = safeUrl(node.url);
    if (url === undefined) return label;
    if (label === '') return url;
    return isBareLink(label, url) ? label : `${label} (${url})`;
  }
  return leafText(node) ?? ('children' in node ? inline(node.children) : '');
}
