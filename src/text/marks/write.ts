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
    paragraph: (children) => writer.guardQuotes(writeInline(children, writer)),
    heading: (children) =>
      writer.guardQuotes(writeInline([{ type: 'strong', children: [...children] }], writer)),
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

function writeInline(nodes: readonly PhrasingContent[], writer: MarkWriter, open = ''): string {
  const flat = flatten(nodes, writer, open);
  if (open === '' && flat.every((node) => node.type === 'text' || node.type === 'break')) {
    return writer.text(flat.map((node) => leafText(node) ?? '').join(''), true);
  }
  let out = '';
  let closed = false;
  for (const node of flat) {
    const { text, opens, closes } = writeNode(node, writer, open);
    if (text === '') continue;
    const touches = opens
      ? out !== '' && !/\s$/.test(out)
      : closed && !/^(?:\s|[.,;:!?)\]}"']+(?:\s|$))/.test(text);
    out += touches ? guard + text : text;
    closed = closes;
  }
  return out;
}

/** Replaces nodes that add nothing here (no mark of theirs, or one that is open already) by what they hold. */
function flatten(nodes: readonly PhrasingContent[], writer: MarkWriter, open: string): PhrasingContent[] {
  return nodes.flatMap((node) => {
    const mark = markOf[node.type];
    const bare = 'children' in node && (mark === undefined || open.includes(mark));
    return bare && writer.special(node) === undefined ? flatten(node.children, writer, open) : [node];
  });
}

function writeNode(node: PhrasingContent, writer: MarkWriter, open: string): Piece {
  const special = writer.special(node);
  if (special !== undefined) return { text: special, opens: false, closes: false };
  const mark = markOf[node.type];
  if (mark !== undefined && 'children' in node)
    return wrapLines(writeInline(node.children, writer, open + mark), mark);
  if (node.type === 'inlineCode' && fitsCodeSpan(node.value)) {
    return { text: `\`${writer.code(node.value)}\``, opens: true, closes: true };
  }
  return { text: writer.text(leafText(node) ?? '', false), opens: false, closes: false };
}

/** Marks every line of a formatted run, blanks left outside: neither Slack nor WhatsApp formats over a line's end. */
function wrapLines(text: string, mark: Mark): Piece {
  const lines = text.split('\n').map((line) => {
    const core = line.trim();
    // A guard at the edge would make the mark literal. The words matter more than their looks.
    if (core === '' || core.startsWith(guard) || core.endsWith(guard)) return line;
    const start = line.indexOf(core);
    return line.slice(0, start) + mark + core + mark + line.slice(start + core.length);
  });
  return {
    text: lines.join('\n'),
    opens: lines[0]?.startsWith(mark) === true,
    closes: lines.at(-1)?.endsWith(mark) === true,
  };
}

/** There is no escape inside a code span: what does not fit one is written as literal text. */
function fitsCodeSpan(value: string): boolean {
  return value !== '' && !/[`\n]|^\u200b|\u200b$/.test(value);
}
