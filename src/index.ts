export * from './host/index.ts';
export * from './model/index.ts';
export * from './platforms/index.ts';
export * as betterMessages from './platforms/better-messages/index.ts';
export * as buddypress from './platforms/buddypress/index.ts';
export * as chatApi from './platforms/chat-api/index.ts';
export * as messagesDev from './platforms/messages-dev/index.ts';
export * from './text/index.ts';
