import type { Dialect } from '../tree.ts';
import { readMarkdown } from './read.ts';
import { writeMarkdown } from './write.ts';

/** GitHub Flavored Markdown, for people, models and JSON. No platform speaks it. */
export const markdown: Dialect = { name: 'markdown', parse: readMarkdown, serialize: writeMarkdown };
