import type { Resource } from '../kit/index.ts';
import { onAnyLine } from './line.ts';
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
import type { LineConnection } from './system.ts';

export const resources: readonly Resource<LineConnection>[] = [
  {
    value: 'message',
    name: 'Message',
    operations: [
      onAnyLine(message.send),
      message.sendAndWait,
      onAnyLine(message.sendAudio),
      onAnyLine(message.getAll),
    ],
  },
  { value: 'chat', name: 'Chat', operations: [onAnyLine(chat.getAll)] },
  { value: 'reaction', name: 'Reaction', operations: [onAnyLine(reaction.add), reaction.getAll] },
  { value: 'typing', name: 'Typing Indicator', operations: [typing.show, typing.getAll].map(onAnyLine) },
  { value: 'receipt', name: 'Read Receipt', operations: [receipt.markRead, receipt.getAll].map(onAnyLine) },
  { value: 'outbox', name: 'Outbox Item', operations: [outbox.get] },
  { value: 'file', name: 'File', operations: [file.upload, file.getUrl, file.download] },
  { value: 'line', name: 'Line', operations: [line.getAll] },
  {
    value: 'webhook',
    name: 'Webhook',
    operations: [onAnyLine(webhook.getAll), onAnyLine(webhook.create), webhook.remove],
  },
  { value: 'sandbox', name: 'Sandbox', operations: [sandbox.get, sandbox.activate] },
];
