import { textTree } from './build.ts';
import { plainText } from './plain-text.ts';
import type { Dialect } from './tree.ts';

export const plain: Dialect = { name: 'plain', parse: textTree, serialize: plainText };
