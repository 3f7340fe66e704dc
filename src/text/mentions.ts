import type { Nodes } from 'mdast';
import type { Root } from './tree.ts';

/** Ids of the people whom a text mentions, each once, in the order of the text. */
export function mentionedIds(tree: Root): string[] {
  const ids = new Set<string>();
  collect(tree, ids);
  return [...ids];
}

function collect(node: Nodes, ids: Set<string>): void {
  if (node.type === 'mention' && node.id !== undefined) ids.add(node.id);
  if ('children' in node) for (const child of node.children) collect(child, ids);
}
