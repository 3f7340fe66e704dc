import { expect, it } from 'vitest';
import { ChatApi } from '../../../nodes/ChatApi/ChatApi.node.ts';
import { createClient, settingsSchema } from '../../../src/platforms/chat-api/index.ts';
import { gaps, idle } from '../support/complete.ts';

/** Method of the client → an operation of the node that calls it. */
const reached: Readonly<Record<string, string>> = {
  status: 'instance/getStatus',
  qrCode: 'instance/getQrCode',
  logout: 'instance/logout',
  reboot: 'instance/reboot',
  takeover: 'instance/takeover',
  renewQrCode: 'instance/renewQrCode',
  retrySync: 'instance/retrySync',
  settings: 'instance/getSettings',
  changeSettings: 'instance/updateSettings',
  setAckNotifications: 'instance/setAckNotifications',
  me: 'instance/getAccount',
  outputIp: 'instance/getIpAddress',
  instanceStatuses: 'instance/getStatusHistory',
  checkPhone: 'phoneNumber/check',

  webhook: 'webhook/get',
  setWebhook: 'webhook/set',
  webhookStatus: 'webhook/getDelivery',

  sendMessage: 'message/send',
  sendFile: 'message/sendFile',
  uploadFile: 'message/sendFile',
  sendVoice: 'message/sendVoice',
  sendLink: 'message/sendLink',
  sendContact: 'message/sendContact',
  sendVCard: 'message/sendVCard',
  sendLocation: 'message/sendLocation',
  forwardMessage: 'message/forward',
  deleteMessage: 'message/delete',
  readMessage: 'message/markAsRead',
  sendTemplate: 'message/sendTemplate',
  sendReaction: 'message/addReaction',
  sendSticker: 'message/sendSticker',
  messages: 'message/getAll',
  messagesHistory: 'message/getHistory',

  createGroup: 'group/create',
  addGroupParticipant: 'group/addParticipant',
  removeGroupParticipant: 'group/removeParticipant',
  promoteGroupParticipant: 'group/promoteParticipant',
  demoteGroupParticipant: 'group/demoteParticipant',
  joinGroup: 'group/join',
  leaveGroup: 'group/leave',

  dialogs: 'chat/getAll',
  dialog: 'chat/get',
  readChat: 'chat/markAsRead',
  unreadChat: 'chat/markAsUnread',
  pinChat: 'chat/pin',
  unpinChat: 'chat/unpin',
  removeChat: 'chat/delete',
  typing: 'chat/showTyping',
  recording: 'chat/showRecording',

  templates: 'template/getAll',

  showMessagesQueue: 'queue/getMessages',
  clearMessagesQueue: 'queue/clearMessages',
  showActionsQueue: 'queue/getActions',
  clearActionsQueue: 'queue/clearActions',
  banSettings: 'blocking/get',
  changeBanSettings: 'blocking/update',
  banTest: 'blocking/test',
};

const leftOut = { clockOffsetMs: 'it sends nothing: it tells what earlier answers said of the clock' };

it('the Chat API node makes every call that the client has', () => {
  const settings = settingsSchema.parse({ url: 'https://example.org/instance12', token: 'abcdefgh' });
  const client = createClient(settings, idle);
  expect(gaps({ node: new ChatApi(), client, reached, leftOut })).toEqual([]);
});
