import { expect, it } from 'vitest';
import { MessagesDev } from '../../../nodes/MessagesDev/MessagesDev.node.ts';
import { createClient, settingsSchema } from '../../../src/platforms/messages-dev/index.ts';
import { gaps, idle } from '../support/complete.ts';

/** Method of the client → an operation of the node that calls it. */
const reached: Readonly<Record<string, string>> = {
  lines: 'line/getAll',
  sandbox: 'sandbox/get',
  activateSandbox: 'sandbox/activate',
  allChats: 'chat/getAll',
  messages: 'message/getAll',
  sendMessage: 'message/send',
  sendAudioMessage: 'message/sendAudio',
  outbox: 'outbox/get',
  reactions: 'reaction/getAll',
  react: 'reaction/add',
  typing: 'typing/getAll',
  showTyping: 'typing/show',
  receipts: 'receipt/getAll',
  markRead: 'receipt/markRead',
  uploadFile: 'file/upload',
  fileUrl: 'file/getUrl',
  webhooks: 'webhook/getAll',
  createWebhook: 'webhook/create',
  deleteWebhook: 'webhook/delete',
};

const leftOut = {
  clockOffsetMs: 'it sends nothing: it tells what earlier answers said of the clock',
  callsLeft: 'it sends nothing: it tells what the client counted',
  chats: 'allChats makes the same call, for page after page',
  trySending: 'it asks for a refusal on purpose, to prove a key; whoever sends learns as much',
};

it('the messages.dev node makes every call that the client has', () => {
  const settings = settingsSchema.parse({ apiKey: 'sk_live_abcdefgh', line: '+15551234567' });
  const client = createClient(settings, idle);
  expect(gaps({ node: new MessagesDev(), client, reached, leftOut })).toEqual([]);
});
