import { createSlackPlatform } from '../../src/platforms/slack/index.ts';
import { createCall } from './web-client.ts';

/** Slack, over the SDK of its makers. */
export const slack = createSlackPlatform(createCall);
