import type { PhrasingContent } from 'mdast';
import { writeBlocks, type LineStyle } from '../blocks.ts';
import { labelOf, leafText } from '../inline.ts';
import type { Root } from '../tree.ts';
import { safeUrl, isBareLink } from '../url.ts';
import { guard, guardLines, writeText } from './escape.ts';
import { writeSpecial } from './special.ts';

const style: LineStyle = {
  bullet: '- ',
  paragraph: (children) => guardLines(writeInline(children).text),
  heading: (children, depth) =>
    `${'#'.repeat(Math.min(3, depth))} ${writeInline(children).text.replaceAll('\n', ' ')}`,
  code: (value, fenced, language) =>
    fenced ? fence(value, language) : guardLines(writeText(value, false, true)),
};

/** Writes Discord's Markdown, as `content` takes it. */
export function writeDiscord(tree: Root): string {
  return writeBlocks(tree.children, style);
}

/** Formatting and its marks; `escapes`: whether Discord sees that a mark inside is escaped when it looks for the end. */
const marks: Partial<Record<PhrasingContent['type'], { readonly mark: string; readonly escapes: boolean }>> =
  {
    strong: { mark: '**', escapes: true },
    emphasis: { mark: '*', escapes: true },
    underline: { mark: '__', escapes: true },
    delete: { mark: '~~', escapes: false },
    spoiler: { mark: '||', escapes: false },
  };

/** A piece of a line, and whether a formatted run stands at its very beginning or end. */
interface Piece {
  readonly text: string;
  readonly opens: boolean;
  readonly closes: boolean;
}

const plainPiece = (text: string): Piece => ({ text, opens: false, closes: false });

function writeInline(nodes: readonly PhrasingContent[], open: readonly string[] = []): Piece {
  const flat = flatten(nodes, open);
  let out: Piece = plainPiece('');
  flat.forEach((node, index) => {
    const piece = writeNode(node, open, open.length === 0 && index === flat.length - 1);
    if (piece.text === '') return;
    const glue = out.text !== '' && touches(out, piece) ? guard : '';
    out = {
      text: out.text + glue + piece.text,
      opens: out.text === '' ? piece.opens : out.opens,
      closes: piece.closes,
    };
  });
  return out;
}

/** Two runs that touch would share their marks; a guard of the text's own must not be taken for ours. */
function touches(before: Piece, after: Piece): boolean {
  if (before.closes) return after.opens || after.text.startsWith(guard);
  return after.opens && before.text.endsWith(guard);
}

/**
 * Replaces nodes that add nothing here by what they hold, and makes one text of all that is only words, so that what
 * looks like markup together is seen together.
 */
function flatten(
  nodes: readonly PhrasingContent[],
  open: readonly string[],
  flat: PhrasingContent[] = [],
): PhrasingContent[] {
  for (const node of nodes) {
    const mark = marks[node.type]?.mark;
    if (writeSpecial(node) !== undefined || (node.type === 'inlineCode' && fitsCodeSpan(node.value, open))) {
      flat.push(node);
    } else if ('children' in node && !isAddress(node)) {
      if (mark === undefined || open.includes(mark)) flatten(node.children, open, flat);
      else flat.push(node);
    } else {
      const words = 'children' in node ? labelOf(node.children) : (leafText(node) ?? '');
      const last = flat.at(-1);
      if (last?.type === 'text') flat[flat.length - 1] = { type: 'text', value: last.value + words };
      else flat.push({ type: 'text', value: words });
    }
  }
  return flat;
}

/** A link that shows its own address: as text it is one all the same. */
function isAddress(node: PhrasingContent): boolean {
  const url = node.type === 'link' ? safeUrl(node.url) : undefined;
  return node.type === 'link' && url !== undefined && isBareLink(labelOf(node.children), url);
}

function writeNode(node: PhrasingContent, open: readonly string[], last: boolean): Piece {
  const special = writeSpecial(node);
  if (special !== undefined) return plainPiece(special);
  const mark = marks[node.type];
  if (mark && 'children' in node) return wrap(writeInline(node.children, [...open, mark.mark]), mark);
  if (node.type === 'inlineCode') return { text: `\`${node.value}\``, opens: true, closes: true };
  return plainPiece(writeText(leafText(node) ?? '', open.length > 0, last));
}

/** Puts marks around what a run says, blanks left outside: Discord begins and ends formatting at something visible. */
function wrap(inside: Piece, { mark, escapes }: { readonly mark: string; readonly escapes: boolean }): Piece {
  const core = inside.text.trim();
  if (core === '') return plainPiece(inside.text);
  const start = inside.text.indexOf(core);
  const end = start + core.length;
  const last = core.at(-1);
  const pad = !escapes && (last === mark[0] || last === guard) ? guard : '';
  return {
    text: inside.text.slice(0, start) + mark + core + pad + mark + inside.text.slice(end),
    opens: start === 0,
    closes: end === inside.text.length,
  };
}

/** There is no escape inside a code span, and formatting around it ends at its marks even there. */
function fitsCodeSpan(value: string, open: readonly string[]): boolean {
  return value !== '' && !/[`\n]/.test(value) && (open.length === 0 || !/[*_~|\\]/.test(value));
}

function fence(value: string, language: string | undefined): string {
  const name = language !== undefined && /^[a-z0-9_+\-.#]+$/i.test(language) ? language : '';
  const inside = value.trim() === '' ? value + guard : value.replace(/`(?=\u200b*`)/g, `\`${guard}`);
  return `\`\`\`${name}\n${inside}\n\`\`\``;
}
