import type { Nodes } from 'mdast';

/** Characters of a node that can be cut, or undefined for a node that has none of its own. */
export function valueOf(node: Nodes): string | undefined {
  return node.type === 'text' || node.type === 'code' || node.type === 'inlineCode' || node.type === 'html'
    ? node.value
    : undefined;
}

/** What is inside of a node that may be cut. A link is whole or not there: half of one would show its address twice. */
export function insideOf(node: Nodes): readonly Nodes[] | undefined {
  return 'children' in node && node.type !== 'link' && node.type !== 'linkReference'
    ? node.children
    : undefined;
}

/**
 * Length of a node for cutting: characters of its text, 1 for what cannot be cut. A written text is never shorter
 * than its tree by this measure.
 */
export function sizeOf(node: Nodes): number {
  const inside = insideOf(node);
  if (inside === undefined) return valueOf(node)?.length ?? 1;
  let size = 0;
  for (const child of inside) size += sizeOf(child);
  return size;
}
