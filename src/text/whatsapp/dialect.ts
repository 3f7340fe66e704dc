import type { Dialect } from '../tree.ts';
import { readWhatsapp } from './read.ts';
import { writeWhatsapp } from './write.ts';

/** WhatsApp's marks. */
export const whatsapp: Dialect = { name: 'whatsapp', parse: readWhatsapp, serialize: writeWhatsapp };
