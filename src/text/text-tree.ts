import { clean } from './clean.ts';
import { textParagraphs } from './paragraphs.ts';
import type { Root } from './tree.ts';

/**
 * Literal text as a tree: nothing in it is markup. Blank lines make paragraphs, other line ends stay line feeds in
 * the text; `plain.serialize` gives the same characters back, save for what `clean` drops.
 */
export function textTree(plain: string): Root {
  return { type: 'root', children: textParagraphs(clean(plain)) };
}
