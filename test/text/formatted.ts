import type { BlockContent, Paragraph, PhrasingContent } from 'mdast';
import type { Root } from '../../src/text/index.ts';
import type { createGenerator } from './generator.ts';

type Generator = ReturnType<typeof createGenerator>;

/** A tree of random blocks with random formatting around random literal text. */
export function formattedTree(generator: Generator, blocks: number): Root {
  return {
    type: 'root',
    children: Array.from({ length: 1 + generator.below(blocks) }, () => block(generator)),
  };
}

function block(generator: Generator): BlockContent {
  switch (generator.below(8)) {
    case 0:
      return { type: 'blockquote', children: [paragraph(generator)] };
    case 1:
      return { type: 'code', value: generator.text() };
    case 2:
      return {
        type: 'list',
        ordered: generator.below(2) === 0,
        spread: false,
        children: Array.from({ length: 1 + generator.below(4) }, () => ({
          type: 'listItem' as const,
          spread: false,
          children: [paragraph(generator)],
        })),
      };
    default:
      return paragraph(generator);
  }
}

function paragraph(generator: Generator): Paragraph {
  return {
    type: 'paragraph',
    children: Array.from({ length: 1 + generator.below(4) }, () => inline(generator, 0)),
  };
}

function inline(generator: Generator, depth: number): PhrasingContent {
  const children = () => Array.from({ length: 1 + generator.below(2) }, () => inline(generator, depth + 1));
  switch (depth > 2 ? 0 : generator.below(9)) {
    case 1:
      return { type: 'strong', children: children() };
    case 2:
      return { type: 'emphasis', children: children() };
    case 3:
      return { type: 'delete', children: children() };
    case 4:
      return { type: 'inlineCode', value: generator.text() };
    case 5:
      return { type: 'underline', children: children() };
    default:
      return { type: 'text', value: generator.text() };
  }
}
