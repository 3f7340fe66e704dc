import type { BuddyPressConnection } from '../../src/platforms/buddypress/index.ts';
import type { Resource } from '../kit/index.ts';
import * as message from './resources/message/index.ts';

export const resources: readonly Resource<BuddyPressConnection>[] = [
  { value: 'message', name: 'Message', operations: [message.send, message.sendAndWait, message.getAll] },
];
