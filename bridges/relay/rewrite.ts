import type { Link, Nodes, PhrasingContent } from 'mdast';
import type { Root } from '../../src/text/index.ts';
import { isEmpty, textTree } from '../../src/text/index.ts';
import { labelOf } from '../../src/text/inline.ts';
import { isBareLink } from '../../src/text/url.ts';
import type { Effort, Pattern } from '../config/model.ts';

/** The text with words put before its first line. A text that begins with a quote, list or code gets a line above. */
export function withLead(tree: Root, words: string): Root {
  if (isEmpty(tree)) return textTree(words.trim());
  const [first, ...rest] = tree.children;
  const lead: PhrasingContent = { type: 'text', value: words };
  if (first?.type !== 'paragraph')
    return { ...tree, children: [...textTree(words.trim()).children, ...tree.children] };
  return { ...tree, children: [{ ...first, children: [lead, ...first.children] }, ...rest] };
}

/**
 * The text with every place replaced that fits, in words, code and addresses that people read; looks, mentions and
 * the addresses behind labels stay. Undefined where that takes more than the effort left.
 */
export function replaceInText(
  tree: Root,
  { find, with: by }: { readonly find: Pattern; readonly with: string },
  effort: Effort,
): Root | undefined {
  let failed = false;
  const copy = structuredClone(tree);
  rewrite(copy, (text) => {
    const replaced = failed ? undefined : find.replace(text, by, effort);
    failed ||= replaced === undefined;
    return replaced ?? '';
  });
  return failed ? undefined : copy;
}

function rewrite(node: Nodes, replace: (text: string) => string): void {
  if (node.type === 'link') rewriteAddress(node, replace);
  else if (node.type === 'image') node.alt = replace(node.alt ?? '');
  else if ('value' in node) node.value = replace(node.value);
  if ('children' in node) for (const child of node.children) rewrite(child, replace);
}

/** An address that stands for itself is read like any word. One that is none any more leads nowhere. */
function rewriteAddress(link: Link, replace: (text: string) => string): void {
  if (!isBareLink(labelOf(link.children), link.url)) return;
  const url = replace(link.url);
  if (url !== link.url) link.url = URL.canParse(url) ? url : '';
}
