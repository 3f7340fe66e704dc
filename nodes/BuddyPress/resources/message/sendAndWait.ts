import type { BuddyPressConnection } from '../../../../src/platforms/buddypress/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { sendAndWait as asking } from '../../../kit/index.ts';
import { thread } from '../../fields.ts';

export const sendAndWait: Operation<BuddyPressConnection> = asking([thread], (call) => call.id('thread'));
