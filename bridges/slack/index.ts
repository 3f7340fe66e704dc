export { slack } from './platform.ts';
export { createSlackSocketFeed } from './socket.ts';
