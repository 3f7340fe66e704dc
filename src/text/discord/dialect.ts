import type { Dialect } from '../tree.ts';
import { readDiscord } from './read.ts';
import { writeDiscord } from './write.ts';

/** Discord's Markdown, which is a Markdown of its own. */
export const discordMarkdown: Dialect = { name: 'discord', parse: readDiscord, serialize: writeDiscord };
