export type { ChatApiEmulator, ChatApiExtras, ChatApiOptions } from './start.ts';
export { startChatApi } from './start.ts';
