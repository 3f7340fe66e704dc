import type { Element, Nodes } from 'hast';
import type { BlockContent, ListItem, PhrasingContent } from 'mdast';
import { paragraphs } from '../paragraphs.ts';
import { joinText, readPhrasing, textOf } from './read-phrasing.ts';

const blockNames = new Set(
  (
    'p div section article header footer main aside nav address figure figcaption center form fieldset dl dt dd ' +
    'h1 h2 h3 h4 h5 h6 table thead tbody tfoot caption tr blockquote ul ol li pre hr'
  ).split(' '),
);

/** Whether a node stands on lines of its own. */
function isBlock(node: Nodes): node is Element {
  if (node.type !== 'element') return false;
  return blockNames.has(node.tagName) || isCodeBlock(node);
}

/** WordPress lets no `pre` through, so code of several lines comes as `code`. */
function isCodeBlock(node: Element): boolean {
  return node.tagName === 'code' && textOf(node).includes('\n');
}

/** Reads nodes as blocks. `top`: blanks at the edges are the writer's own, not the layout of the HTML. */
export function readFlow(nodes: readonly Nodes[], top: boolean): BlockContent[] {
  const blocks: BlockContent[] = [];
  let run: PhrasingContent[] = [];
  let afterBlock = false;
  const flush = (last: boolean) => {
    const pieces = joinText(run);
    run = [];
    if (pieces.every((node) => node.type === 'text' && node.value.trim() === '')) return;
    trimEdge(pieces, 'start', top ? (afterBlock ? 'one' : 'keep') : 'all');
    trimEdge(pieces, 'end', top ? (last ? 'keep' : 'one') : 'all');
    blocks.push(...paragraphs(pieces));
  };
  for (const node of nodes) {
    if (isBlock(node)) {
      flush(false);
      blocks.push(...readBlock(node));
      afterBlock = true;
    } else {
      run.push(...readPhrasing(node));
    }
  }
  flush(true);
  return blocks;
}

function readBlock(element: Element): BlockContent[] {
  switch (element.tagName) {
    case 'blockquote':
      return [{ type: 'blockquote', children: readFlow(element.children, false) }];
    case 'ul':
    case 'ol':
      return readList(element);
    case 'pre':
    case 'code':
      return [{ type: 'code', value: textOf(element).replace(/^\n/, '').replace(/\n$/, '') }];
    case 'hr':
      return [{ type: 'thematicBreak' }];
    case 'tr':
      return readRow(element);
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6':
      return readFlow(element.children, false).map((block) =>
        block.type === 'paragraph'
          ? { ...block, children: [{ type: 'strong', children: block.children }] }
          : block,
      );
    default:
      return readFlow(element.children, false);
  }
}

function readList(element: Element): BlockContent[] {
  const items: ListItem[] = [];
  for (const child of element.children) {
    if (child.type !== 'element') continue;
    items.push({
      type: 'listItem',
      children: readFlow(child.tagName === 'li' ? child.children : [child], false),
    });
  }
  if (items.length === 0) return [];
  const start = Number(element.properties.start ?? 1);
  if (element.tagName === 'ul') return [{ type: 'list', ordered: false, spread: false, children: items }];
  return [
    {
      type: 'list',
      ordered: true,
      spread: false,
      start: Number.isSafeInteger(start) ? start : 1,
      children: items,
    },
  ];
}

function readRow(row: Element): BlockContent[] {
  const children: PhrasingContent[] = [];
  for (const cell of row.children) {
    if (cell.type !== 'element') continue;
    if (children.length > 0) children.push({ type: 'text', value: ' | ' });
    children.push(...cell.children.flatMap(readPhrasing));
  }
  return children.length === 0 ? [] : [{ type: 'paragraph', children: joinText(children) }];
}

/** Takes white space off the edge of a run that touches a block: one line feed, or all of a line's end. */
function trimEdge(run: PhrasingContent[], edge: 'start' | 'end', how: 'keep' | 'one' | 'all'): void {
  if (how === 'keep') return;
  const index = edge === 'start' ? 0 : run.length - 1;
  const node = run[index];
  if (node?.type !== 'text') return;
  const pattern = { start: { one: /^\n/, all: /^\s*\n\s*/ }, end: { one: /\n$/, all: /\s*\n\s*$/ } }[edge][
    how
  ];
  const value = node.value.replace(pattern, '');
  if (value === '') run.splice(index, 1);
  else run[index] = { type: 'text', value };
}
