import type { PhrasingContent } from 'mdast';
import { writeBlocks, type LineStyle } from '../blocks.ts';
import { leafText } from '../inline.ts';
import type { Root } from '../tree.ts';
import { guard, type Mark } from './grammar.ts';

/** How a dialect with marks writes what only it has. */
export interface MarkWriter {
  readonly bullet: string;
  /** Literal text, everything in it kept from being markup. `alone`: no formatting stands in the same lines. */
  text(value: string, alone: boolean): string;
  /** Inside of code, escaped. */
  code(value: string): string;
  /** Nodes of the dialect's own (links, mentions, ...); undefined leaves a node to the words it shows. */
  special(node: PhrasingContent): string | undefined;
  /** Finished lines of a paragraph, none of which may look like a quote. */
  guardQuotes(lines: string): string;
}

const markOf: Partial<Record<PhrasingContent['type'], Mark>> = { strong: '*', emphasis: '_', delete: '~' };

/** Makes the function that writes a tree with marks. */
export function createWriter(writer: MarkWriter): (tree: Root) => string {
  const style: LineStyle = {
    bullet: writer.bullet,
    paragraph: (children) => writer.guardQuotes(writeInline(children, writer).text),
    heading: (children) =>
      writer.guardQuotes(writeInline([{ type: 'strong', children: [...children] }], writer).text),
    code: (value, fenced) =>
      fenced
        ? `\`\`\`\n${writer.code(value).replace(/`(?=\u200b*`)/g, '`\u200b')}\n\`\`\``
        : writer.guardQuotes(writer.text(value, true)),
  };
  return (tree) => writeBlocks(tree.children, style);
}

/** A piece of a line, and whether a formatting mark stands at its very beginning or end. */
interface Piece {
  readonly text: string;
  readonly opens: boolean;
  readonly closes: boolean;
}

function writeInline(nodes: readonly PhrasingContent[], writer: MarkWriter, open = ''): Piece {
  const flat = flatten(nodes, writer, open);
  const [first, ...others] = flat;
  if (open === '' && first?.type === 'text' && others.length === 0) {
    return plainPiece(writer.text(first.value, true));
  }
  let out: Piece = plainPiece('');
  for (const node of flat) {
    const piece = writeNode(node, writer, open);
    if (piece.text === '') continue;
    const glue = out.text !== '' && needsGuard(out, piece) ? guard : '';
    out = {
      text: out.text + glue + piece.text,
      opens: out.text === '' ? piece.opens : out.opens,
      closes: piece.closes,
    };
  }
  return out;
}

/** A mark works only at the edge of a word; a guard makes one where there is none. */
function needsGuard(before: Piece, after: Piece): boolean {
  if (after.opens) return !/\s$/.test(before.text);
  return before.closes && !/^(?:\s|[.,;:!?)\]}"']+(?:\s|$))/.test(after.text);
}

const plainPiece = (text: string): Piece => ({ text, opens: false, closes: false });

/**
 * Replaces nodes that add nothing here (no mark of theirs, or one that is open already) by what they hold, and makes
 * one text of all that is only words, so that what looks like markup together is seen together.
 */
function flatten(
  nodes: readonly PhrasingContent[],
  writer: MarkWriter,
  open: string,
  flat: PhrasingContent[] = [],
): PhrasingContent[] {
  for (const node of nodes) {
    const mark = markOf[node.type];
    if (writer.special(node) !== undefined || (node.type === 'inlineCode' && fitsCodeSpan(node.value))) {
      flat.push(node);
    } else if ('children' in node) {
      if (mark === undefined || open.includes(mark)) flatten(node.children, writer, open, flat);
      else flat.push(node);
    } else {
      const words = leafText(node) ?? '';
      const last = flat.at(-1);
      if (last?.type === 'text') flat[flat.length - 1] = { type: 'text', value: last.value + words };
      else flat.push(node.type === 'text' ? node : { type: 'text', value: words });
    }
  }
  return flat;
}

function writeNode(node: PhrasingContent, writer: MarkWriter, open: string): Piece {
  const special = writer.special(node);
  if (special !== undefined) return plainPiece(special);
  const mark = markOf[node.type];
  if (mark !== undefined && 'children' in node)
    return wrapLines(writeInline(node.children, writer, open + mark), mark);
  if (node.type === 'inlineCode') {
    return { text: `\`${writer.code(node.value)}\``, opens: true, closes: true };
  }
  return plainPiece(writer.text(leafText(node) ?? '', false));
}

/** Marks every line of a formatted run, blanks left outside: neither Slack nor WhatsApp formats over a line's end. */
function wrapLines(inside: Piece, mark: Mark): Piece {
  let { opens, closes } = inside;
  const lines = inside.text.split('\n').map((line, index, all) => {
    const core = line.trim();
    // A guard at the edge would make the mark literal. The words matter more than their looks.
    if (core === '' || core.startsWith(guard) || core.endsWith(guard)) return line;
    const start = line.indexOf(core);
    const end = start + core.length;
    if (index === 0) opens = start === 0;
    if (index === all.length - 1) closes = end === line.length;
    return line.slice(0, start) + mark + core + mark + line.slice(end);
  });
  return { text: lines.join('\n'), opens, closes };
}

/** There is no escape inside a code span: what does not fit one is written as literal text. */
function fitsCodeSpan(value: string): boolean {
  return value !== '' && !/[`\n]|^\u200b|\u200b$/.test(value);
}
