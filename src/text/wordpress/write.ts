import type { BlockContent, DefinitionContent, PhrasingContent, RootContent } from 'mdast';
import { labelOf, leafText } from '../inline.ts';
import type { Root } from '../tree.ts';
import { safeUrl } from '../url.ts';
import { encodeAttribute, encodeText } from './entities.ts';

/**
 * Writes text for BuddyPress: only tags that its filter lets through, line feeds for line breaks (`<br>` would be
 * taken out), everything else as entities, which come back unchanged.
 */
export function writeWordpress(tree: Root): string {
  return writeBlocks(tree.children);
}

type Block = RootContent | BlockContent | DefinitionContent;

function writeBlocks(blocks: readonly Block[]): string {
  let out = '';
  let before: string | undefined;
  for (const block of blocks) {
    const kind = block.type === 'heading' ? 'paragraph' : block.type;
    if (before !== undefined) out += before === 'paragraph' && kind === 'paragraph' ? '\n\n' : '\n';
    out += writeBlock(block);
    before = kind;
  }
  return out;
}

function writeBlock(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return writeInline(block.children);
    case 'heading':
      return `<strong>${writeInline(block.children)}</strong>`;
    case 'blockquote':
      return `<blockquote>${writeBlocks(block.children)}</blockquote>`;
    case 'code':
      return `<code>\n${encodeText(block.value)}\n</code>`;
    case 'list': {
      const items = block.children
        .map((item) => `<li>${task(item.checked)}${writeBlocks(item.children)}</li>`)
        .join('');
      if (block.ordered !== true) return `<ul>${items}</ul>`;
      const start = block.start ?? 1;
      return start === 1 ? `<ol>${items}</ol>` : `<ol start="${String(start)}">${items}</ol>`;
    }
    case 'table':
      return block.children
        .map((row) => row.children.map((cell) => writeInline(cell.children)).join(' | '))
        .join('\n');
    case 'thematicBreak':
      return '———';
    case 'footnoteDefinition':
      return writeBlocks(block.children);
    case 'definition':
    case 'yaml':
    case 'listItem':
    case 'tableRow':
    case 'tableCell':
      return '';
    default:
      return writeNode(block);
  }
}

function task(checked: boolean | null | undefined): string {
  if (checked === undefined || checked === null) return '';
  return checked ? '☑ ' : '☐ ';
}

function writeInline(nodes: readonly PhrasingContent[]): string {
  let out = '';
  for (const node of nodes) out += writeNode(node);
  return out;
}

function writeNode(node: PhrasingContent): string {
  switch (node.type) {
    case 'strong':
      return `<strong>${writeInline(node.children)}</strong>`;
    case 'emphasis':
      return `<em>${writeInline(node.children)}</em>`;
    case 'delete':
      return `<del>${writeInline(node.children)}</del>`;
    case 'inlineCode':
      return `<code>${encodeText(node.value)}</code>`;
    case 'link':
      return writeLink(node.url, labelOf(node.children), writeInline(node.children));
    case 'image':
      return writeLink(node.url, node.alt ?? '', encodeText(node.alt ?? ''));
    default:
      return 'children' in node ? writeInline(node.children) : encodeText(leafText(node) ?? '');
  }
}

/** WordPress makes addresses clickable itself, so only one that hides behind another label needs a tag. */
function writeLink(url: string, label: string, inside: string): string {
  const target = safeUrl(url);
  if (target === undefined || label === target) return inside;
  return `<a href="${encodeAttribute(target)}">${label === '' ? encodeText(target) : inside}</a>`;
}
