import type { BetterMessagesConnection } from '../../src/platforms/better-messages/index.ts';
import type { Resource } from '../kit/index.ts';
import * as conversation from './resources/conversation/index.ts';
import * as guest from './resources/guest/index.ts';
import * as message from './resources/message/index.ts';
import * as participant from './resources/participant/index.ts';
import * as user from './resources/user/index.ts';

/** What one looks at first. */
const LIST = 'getAll';

export const resources: readonly Resource<BetterMessagesConnection>[] = [
  { value: 'message', name: 'Message', operations: Object.values(message), first: 'send' },
  { value: 'conversation', name: 'Conversation', operations: Object.values(conversation), first: LIST },
  { value: 'participant', name: 'Participant', operations: Object.values(participant), first: LIST },
  { value: 'user', name: 'User', operations: Object.values(user), first: LIST },
  { value: 'guest', name: 'Guest', operations: Object.values(guest), first: 'register' },
];
