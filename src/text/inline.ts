import type { Nodes } from 'mdast';

/** What a node with nothing inside says in plain words; undefined for nodes that have children. */
export function leafText(node: Nodes): string | undefined {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
    case 'code':
    case 'html':
      return node.value;
    case 'break':
      return '\n';
    case 'mention':
      return `@${node.name}`;
    case 'channelRef':
      return `#${node.name}`;
    case 'customEmoji':
      return `:${node.name}:`;
    case 'timestamp':
      return node.fallback;
    case 'image':
      return node.alt ?? '';
    case 'imageReference':
      return node.alt ?? '';
    case 'footnoteReference':
      return `[${node.label ?? node.identifier}]`;
    default:
      return undefined;
  }
}

/** The words of inline nodes without any formatting, addresses of links left out. */
export function labelOf(nodes: readonly Nodes[]): string {
  let out = '';
  for (const node of nodes) {
    out += leafText(node) ?? ('children' in node ? labelOf(node.children) : '');
  }
  return out;
}
