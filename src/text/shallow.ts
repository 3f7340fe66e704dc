import type { Nodes } from 'mdast';
import { textTree } from './text-tree.ts';
import type { Root } from './tree.ts';

/** Deeper than any message a person writes, and far from what recursion over a tree can bear. */
const deepest = 100;

/** Reads a text, or takes it literally where its markup is nested beyond all sense. Keeps a hostile text harmless. */
export function readShallow(source: string, read: (source: string) => Root): Root {
  try {
    const tree = read(source);
    return isShallow(tree) ? tree : textTree(source);
  } catch (error) {
    // The library's own recursion ran out of stack.
    if (error instanceof RangeError) return textTree(source);
    throw error;
  }
}

function isShallow(tree: Root): boolean {
  let level: readonly Nodes[] = [tree];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return false;
    level = level.flatMap((node): readonly Nodes[] => ('children' in node ? node.children : []));
  }
  return true;
}
