export * from './capabilities.ts';
export * from './client.ts';
export * from './connection.ts';
export type { ThreadRange } from './conversations.ts';
export * from './map.ts';
export * from './schema.ts';
export * from './settings.ts';
export { searchTerm } from './text.ts';
export type { NewConversation } from './threads.ts';
