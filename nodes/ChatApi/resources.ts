import type { ChatApiConnection } from '../../src/platforms/chat-api/index.ts';
import type { Resource } from '../kit/index.ts';
import * as blocking from './resources/blocking/index.ts';
import * as chat from './resources/chat/index.ts';
import * as group from './resources/group/index.ts';
import * as instance from './resources/instance/index.ts';
import * as message from './resources/message/index.ts';
import * as phoneNumber from './resources/phoneNumber/index.ts';
import * as queue from './resources/queue/index.ts';
import * as template from './resources/template/index.ts';
import * as webhook from './resources/webhook/index.ts';

export const resources: readonly Resource<ChatApiConnection>[] = [
  { value: 'message', name: 'Message', operations: Object.values(message), first: 'send' },
  { value: 'blocking', name: 'Block Rule', operations: Object.values(blocking), first: 'get' },
  { value: 'chat', name: 'Chat', operations: Object.values(chat), first: chat.getAll.value },
  { value: 'group', name: 'Group', operations: Object.values(group), first: 'create' },
  { value: 'instance', name: 'Instance', operations: Object.values(instance), first: 'getStatus' },
  { value: 'phoneNumber', name: 'Phone Number', operations: Object.values(phoneNumber), first: 'check' },
  { value: 'queue', name: 'Queue', operations: Object.values(queue), first: 'getMessages' },
  { value: 'template', name: 'Template', operations: Object.values(template) },
  { value: 'webhook', name: 'Webhook', operations: Object.values(webhook), first: 'get' },
];
