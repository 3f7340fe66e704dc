import { textTree } from './build.ts';
import { plainText } from './plain-text.ts';
import type { Dialect } from './tree.ts';

export const wordpress: Dialect = { name: 'wordpress', parse: textTree, serialize: plainText };
