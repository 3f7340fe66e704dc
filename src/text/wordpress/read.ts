import { fromHtml } from 'hast-util-from-html';
import { clean } from '../clean.ts';
import { textParagraphs } from '../paragraphs.ts';
import { readShallow } from '../shallow.ts';
import type { Root } from '../tree.ts';
import { decodeEntities } from './entities.ts';
import { readFlow } from './read-flow.ts';

/**
 * Reads HTML as WordPress stores or renders it. Line feeds in the text are line breaks, as WordPress shows them;
 * unknown tags are dropped and their text kept; scripts and styles are dropped whole; links go through `safeUrl`.
 */
export function readWordpress(source: string): Root {
  const text = clean(source);
  // `<` followed by anything else is literal in HTML too.
  if (!/<[a-z/!?]/i.test(text)) {
    return {
      type: 'root',
      children: textParagraphs(text.includes('&') ? clean(decodeEntities(text)) : text),
    };
  }
  return readShallow(text, readTags);
}

function readTags(html: string): Root {
  return { type: 'root', children: readFlow(fromHtml(html, { fragment: true }).children, true) };
}
