import type { BlockContent, DefinitionContent, List, PhrasingContent, RootContent, Table } from 'mdast';

/** How a dialect that writes line by line writes what stands in the lines. */
export interface LineStyle {
  readonly bullet: string;
  /** The text of one paragraph. */
  paragraph(children: readonly PhrasingContent[]): string;
  heading(children: readonly PhrasingContent[], depth: number): string;
  /** A block of code; `fenced` is false where no fence may stand. */
  code(value: string, fenced: boolean, language?: string): string;
}

type Block = RootContent | BlockContent | DefinitionContent;

/** Writes blocks as lines: paragraphs a blank line apart, everything else on lines of its own. */
export function writeBlocks(blocks: readonly Block[], style: LineStyle, fenced = true): string {
  let out = '';
  let before: Block['type'] | undefined;
  for (const block of blocks) {
    if (before !== undefined) out += separator(before, block.type);
    out += writeBlock(block, style, fenced);
    before = block.type;
  }
  return out;
}

function separator(before: Block['type'], after: Block['type']): string {
  if (before === 'heading' && after === 'heading') return '\n\n';
  if (before === 'heading' || after === 'heading')
    return after === 'paragraph' || before === 'paragraph' ? '\n\n' : '\n';
  return before === after && before !== 'code' && before !== 'list' ? '\n\n' : '\n';
}

function writeBlock(block: Block, style: LineStyle, fenced: boolean): string {
  switch (block.type) {
    case 'paragraph':
      return style.paragraph(block.children);
    case 'heading':
      return style.heading(block.children, block.depth);
    case 'blockquote':
      return prefixLines('> ', writeBlocks(block.children, style, false));
    case 'code':
      return style.code(block.value, fenced, block.lang ?? undefined);
    case 'list':
      return writeList(block, style, fenced);
    case 'table':
      return writeTable(block, style);
    case 'thematicBreak':
      return '———';
    case 'definition':
    case 'yaml':
      return '';
    case 'footnoteDefinition':
      return writeBlocks(block.children, style, fenced);
    case 'listItem':
      return writeBlocks(block.children, style, fenced);
    case 'tableRow':
    case 'tableCell':
      return '';
    default:
      return style.paragraph([block.type === 'html' ? { type: 'text', value: block.value } : block]);
  }
}

function writeList(list: List, style: LineStyle, fenced: boolean): string {
  return list.children
    .map((item, index) => {
      const mark = list.ordered === true ? `${String((list.start ?? 1) + index)}. ` : style.bullet;
      const task = item.checked === undefined || item.checked === null ? '' : item.checked ? '☑ ' : '☐ ';
      const lines = item.children.map((child) =>
        child.type === 'list'
          ? prefixLines('    ', writeBlock(child, style, false))
          : writeBlock(child, style, fenced),
      );
      return mark + task + lines.join('\n');
    })
    .join('\n');
}

function prefixLines(prefix: string, lines: string): string {
  return prefix + lines.replaceAll('\n', `\n${prefix}`);
}

function writeTable(table: Table, style: LineStyle): string {
  return table.children
    .map((row) => row.children.map((cell) => style.paragraph(cell.children)).join(' | '))
    .join('\n');
}
