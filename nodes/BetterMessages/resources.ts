import type { BetterMessagesConnection } from '../../src/platforms/better-messages/index.ts';
import type { Resource } from '../kit/index.ts';
import * as message from './resources/message/index.ts';

export const resources: readonly Resource<BetterMessagesConnection>[] = [
  { value: 'message', name: 'Message', operations: [message.getAll] },
];
