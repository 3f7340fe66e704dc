import type { MessagesDevConnection } from '../../src/platforms/messages-dev/index.ts';
import type { Resource } from '../kit/index.ts';
import * as chat from './resources/chat/index.ts';
import * as file from './resources/file/index.ts';
import * as line from './resources/line/index.ts';
import * as message from './resources/message/index.ts';
import * as outbox from './resources/outbox/index.ts';
import * as reaction from './resources/reaction/index.ts';
import * as receipt from './resources/receipt/index.ts';
import * as sandbox from './resources/sandbox/index.ts';
import * as typing from './resources/typing/index.ts';
import * as webhook from './resources/webhook/index.ts';

export const resources: readonly Resource<MessagesDevConnection>[] = [
  {
    value: 'message',
    name: 'Message',
    operations: [message.send, message.sendAndWait, message.sendAudio, message.getAll],
  },
  { value: 'chat', name: 'Chat', operations: [chat.getAll] },
  { value: 'reaction', name: 'Reaction', operations: [reaction.add, reaction.getAll] },
  { value: 'typing', name: 'Typing Indicator', operations: [typing.show, typing.getAll] },
  { value: 'receipt', name: 'Read Receipt', operations: [receipt.markRead, receipt.getAll] },
  { value: 'outbox', name: 'Outbox Item', operations: [outbox.get] },
  { value: 'file', name: 'File', operations: [file.upload, file.getUrl, file.download] },
  { value: 'line', name: 'Line', operations: [line.getAll] },
  { value: 'webhook', name: 'Webhook', operations: [webhook.getAll, webhook.create, webhook.remove] },
  { value: 'sandbox', name: 'Sandbox', operations: [sandbox.get, sandbox.activate] },
];
