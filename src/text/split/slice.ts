import type { List, Nodes, Parents } from 'mdast';
import type { Root } from '../tree.ts';
import { insideOf, sizeOf, valueOf } from './measure.ts';

/** The part of a tree between two places, in the measure of `sizeOf`; formatting around it is kept. */
export function slice(tree: Root, from: number, to = Infinity): Root {
  const sliced: Root = { type: 'root', children: [] };
  fill(sliced.children, tree.children, from, to);
  return sliced;
}

function fill(into: Nodes[], nodes: readonly Nodes[], from: number, to: number): void {
  let start = 0;
  for (const node of nodes) {
    if (start >= to) return;
    const end = start + sizeOf(node);
    if (end > from) into.push(...clip(node, from - start, to - start, end - start));
    start = end;
  }
}

function clip(node: Nodes, from: number, to: number, size: number): Nodes[] {
  if (from <= 0 && to >= size) return [node];
  if (node.type === 'text' || node.type === 'code' || node.type === 'inlineCode' || node.type === 'html') {
    return [{ ...node, value: node.value.slice(Math.max(0, from), to) }];
  }
  if (node.type === 'list') return clipList(node, from, to);
  const inside = insideOf(node);
  if (inside === undefined || !('children' in node)) return [];
  const copy: Parents = { ...node, children: [] };
  fill(copy.children, inside, from, to);
  return [copy];
}

/** Numbers go on where the part before stopped, and the rest of an item that was cut gets no second bullet. */
function clipList(list: List, from: number, to: number): Nodes[] {
  const before: Nodes[] = [];
  const items: List['children'] = [];
  let skipped = 0;
  let start = 0;
  for (const item of list.children) {
    const end = start + sizeOf(item);
    if (end <= from) skipped += 1;
    else if (start < from) {
      fill(before, item.children, from - start, to - start);
      skipped += 1;
    } else if (start < to) fill(items, [item], 0, to - start);
    start = end;
  }
  if (items.length === 0) return before;
  const numbered = list.ordered === true ? { start: (list.start ?? 1) + skipped } : {};
  return [...before, { ...list, ...numbered, children: items }];
}

/** The text node or code that holds a place, with the place inside of it. */
export function leafAt(nodes: readonly Nodes[], at: number): { value: string; offset: number } | undefined {
  let start = 0;
  for (const node of nodes) {
    const size = sizeOf(node);
    if (at < start + size) {
      const inside = insideOf(node);
      if (inside !== undefined) return leafAt(inside, at - start);
      const value = valueOf(node);
      return value === undefined ? undefined : { value, offset: at - start };
    }
    start += size;
  }
  return undefined;
}
