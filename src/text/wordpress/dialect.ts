import type { Dialect } from '../tree.ts';
import { readWordpress } from './read.ts';
import { writeWordpress } from './write.ts';

/** HTML as BuddyPress and WordPress store it. */
export const wordpress: Dialect = { name: 'wordpress', parse: readWordpress, serialize: writeWordpress };
