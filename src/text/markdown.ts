import { textTree } from './build.ts';
import { plainText } from './plain-text.ts';
import type { Dialect } from './tree.ts';

export const markdown: Dialect = { name: 'markdown', parse: textTree, serialize: plainText };
