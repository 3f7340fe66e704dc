import type { Dialect } from '../tree.ts';
import { readMrkdwn } from './read.ts';
import { writeMrkdwn } from './write.ts';

/** Slack's marks. */
export const mrkdwn: Dialect = { name: 'mrkdwn', parse: readMrkdwn, serialize: writeMrkdwn };
