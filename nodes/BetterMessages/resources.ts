import type { BetterMessagesConnection } from '../../src/platforms/better-messages/index.ts';
import type { Resource } from '../kit/index.ts';
import * as ai from './resources/ai/index.ts';
import * as aiBot from './resources/aiBot/index.ts';
import * as bulkMessage from './resources/bulkMessage/index.ts';
import * as call from './resources/call/index.ts';
import * as chatRoom from './resources/chatRoom/index.ts';
import * as conversation from './resources/conversation/index.ts';
import * as file from './resources/file/index.ts';
import * as gif from './resources/gif/index.ts';
import * as guest from './resources/guest/index.ts';
import * as message from './resources/message/index.ts';
import * as moderation from './resources/moderation/index.ts';
import * as participant from './resources/participant/index.ts';
import * as report from './resources/report/index.ts';
import * as site from './resources/site/index.ts';
import * as sticker from './resources/sticker/index.ts';
import * as user from './resources/user/index.ts';

/** What one looks at first. */
const LIST = 'getAll';

export const resources: readonly Resource<BetterMessagesConnection>[] = [
  { value: 'message', name: 'Message', operations: Object.values(message), first: 'send' },
  { value: 'conversation', name: 'Conversation', operations: Object.values(conversation), first: LIST },
  { value: 'participant', name: 'Participant', operations: Object.values(participant), first: LIST },
  { value: 'user', name: 'User', operations: Object.values(user), first: LIST },
  { value: 'guest', name: 'Guest', operations: Object.values(guest), first: 'register' },
  { value: 'chatRoom', name: 'Chat Room', operations: Object.values(chatRoom), first: LIST },
  { value: 'file', name: 'File', operations: Object.values(file), first: LIST },
  { value: 'gif', name: 'GIF', operations: Object.values(gif), first: LIST },
  { value: 'site', name: 'Site', operations: Object.values(site), first: 'ping' },
  { value: 'sticker', name: 'Sticker', operations: Object.values(sticker), first: LIST },
  { value: 'aiBot', name: 'AI Bot', operations: Object.values(aiBot), first: LIST },
  { value: 'ai', name: 'AI', operations: Object.values(ai), first: 'summarize' },
  { value: 'bulkMessage', name: 'Bulk Message', operations: Object.values(bulkMessage), first: LIST },
  { value: 'moderation', name: 'Moderation', operations: Object.values(moderation), first: 'getMessages' },
  { value: 'report', name: 'Report', operations: Object.values(report), first: 'create' },
  { value: 'call', name: 'Call', operations: Object.values(call), first: 'request' },
];
