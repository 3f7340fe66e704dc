export type { ApiKey, Scope } from './access.ts';
export type { Delivery } from './deliveries.ts';
export type { MessagesDevEmulator, MessagesDevExtras, MessagesDevOptions } from './start.ts';
export { startMessagesDev } from './start.ts';
export { sign } from './signature.ts';
