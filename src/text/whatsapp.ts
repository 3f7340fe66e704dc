import { textTree } from './build.ts';
import { plainText } from './plain-text.ts';
import type { Dialect } from './tree.ts';

export const whatsapp: Dialect = { name: 'whatsapp', parse: textTree, serialize: plainText };
