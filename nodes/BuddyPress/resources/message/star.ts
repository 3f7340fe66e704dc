import type { BuddyPressConnection } from '../../../../src/platforms/buddypress/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { messageId, thread } from '../../fields.ts';
import { starring } from './starring.ts';

export const star: Operation<BuddyPressConnection> = {
  value: 'star',
  name: 'Star',
  action: 'Star a message',
  description: 'Mark a message with a star; one that has it already keeps it',
  fields: [thread, messageId],
  run: (call) => starring(call, true),
};
