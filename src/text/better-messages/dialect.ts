import type { Dialect } from '../tree.ts';
import { readBetterMessages } from './read.ts';
import { writeBetterMessages } from './write.ts';

/** Text as the plugin Better Messages takes it in and gives it back. */
export const betterMessages: Dialect = {
  name: 'better-messages',
  parse: readBetterMessages,
  serialize: writeBetterMessages,
};
