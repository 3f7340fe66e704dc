export { slack } from './platform.ts';
export { createSlackSocketFeed } from './socket.ts';
export type { SlackSocketFeedOptions } from './socket.ts';
