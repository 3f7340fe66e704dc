import type { BuddyPressConnection } from '../../../../src/platforms/buddypress/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { messageId, thread } from '../../fields.ts';
import { starring } from './starring.ts';

export const unstar: Operation<BuddyPressConnection> = {
  value: 'unstar',
  name: 'Unstar',
  action: 'Unstar a message',
  description: 'Take the star off a message',
  fields: [thread, messageId],
  run: (call) => starring(call, false),
};
