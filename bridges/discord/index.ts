export { createDiscordSocketFeed } from './socket.ts';
