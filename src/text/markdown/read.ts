import type { Definition, Nodes, PhrasingContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { clean } from '../clean.ts';
import { readShallow } from '../shallow.ts';
import type { Root } from '../tree.ts';

/**
 * Reads GitHub Flavored Markdown. HTML in it is literal text, save `<br>`; a single tilde is no mark, since "~5" is
 * what people and models write for "about five".
 */
export function readMarkdown(source: string): Root {
  return readShallow(clean(source), readTree);
}

function readTree(source: string): Root {
  const tree = fromMarkdown(source, {
    extensions: [gfm({ singleTilde: false })],
    mdastExtensions: [gfmFromMarkdown()],
  });
  const definitions = new Map<string, Definition>();
  for (const node of tree.children) if (node.type === 'definition') definitions.set(node.identifier, node);
  simplify(tree, definitions);
  return tree;
}

/** Leaves the nodes that every dialect knows: no positions, no HTML, no references apart from their targets. */
function simplify(node: Nodes, definitions: ReadonlyMap<string, Definition>): void {
  if ('position' in node) delete node.position;
  if (!('children' in node)) return;
  const children: Nodes[] = node.children;
  children.forEach((child, index) => {
    if (child.type === 'html')
      children[index] = /^<br\s*\/?>$/i.test(child.value) ? { type: 'break' } : literal(child.value, node);
    else if (child.type === 'linkReference')
      children[index] = linked(child.children, definitions.get(child.identifier));
    simplify(children[index] ?? child, definitions);
  });
}

function literal(value: string, parent: Nodes): Nodes {
  const inBlocks = parent.type === 'root' || parent.type === 'blockquote' || parent.type === 'listItem';
  return inBlocks ? { type: 'paragraph', children: [{ type: 'text', value }] } : { type: 'text', value };
}

function linked(children: PhrasingContent[], definition: Definition | undefined): Nodes {
  return { type: 'link', url: definition?.url ?? '', children };
}
