export type { ChatApiEmulator, ChatApiExtras, ChatApiOptions, Incoming } from './start.ts';
export { startChatApi } from './start.ts';
