import type { Nodes } from 'mdast';

/** The text without formatting: what a person reads. */
export function plainText(tree: Nodes): string {
  if ('value' in tree) return tree.value;
  return 'children' in tree ? tree.children.map(plainText).join('') : '';
}
