import { textTree } from './text-tree.ts';
import { plainText } from './plain.ts';
import type { Dialect } from './tree.ts';

export const markdown: Dialect = { name: 'markdown', parse: textTree, serialize: plainText };
