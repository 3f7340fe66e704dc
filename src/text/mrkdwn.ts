import { textTree } from './build.ts';
import { plainText } from './plain-text.ts';
import type { Dialect } from './tree.ts';

export const mrkdwn: Dialect = { name: 'mrkdwn', parse: textTree, serialize: plainText };
