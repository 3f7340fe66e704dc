import type { BuddyPressConnection } from '../../src/platforms/buddypress/index.ts';
import type { Resource } from '../kit/index.ts';
import * as member from './resources/member/index.ts';
import * as message from './resources/message/index.ts';
import * as notification from './resources/notification/index.ts';
import * as participant from './resources/participant/index.ts';
import * as thread from './resources/thread/index.ts';

export const resources: readonly Resource<BuddyPressConnection>[] = [
  { value: 'message', name: 'Message', operations: Object.values(message), first: 'send' },
  { value: 'member', name: 'Member', operations: Object.values(member) },
  { value: 'notification', name: 'Notification', operations: Object.values(notification) },
  { value: 'participant', name: 'Participant', operations: Object.values(participant) },
  { value: 'thread', name: 'Thread', operations: Object.values(thread) },
];
