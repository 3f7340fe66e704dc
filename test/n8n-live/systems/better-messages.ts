import type { LiveSystem } from './contract.ts';
import { byId, firstConversation, from } from './contract.ts';

const ROOM = byId('1');

export const betterMessages: LiveSystem = {
  node: 'betterMessages',
  accounts: [
    {
      service: 'better-messages',
      credential: 'betterMessagesApi',
      data: (emulator) => ({ ...emulator.accountSettings(), signIn: 'user' }),
      bad: (emulator) => {
        const good = { ...emulator.accountSettings(), signIn: 'user' };
        return {
          'a wrong password': { ...good, applicationPassword: 'abcd efgh ijkl mnop qrst uvwx' },
          'an unknown user': { ...good, user: 'nobody' },
          'a guest that never was': { ...good, signIn: 'guest', guestId: '99', guestSecret: 'none' },
          'an address without a site': { ...good, url: 'http://127.0.0.1:9' },
        };
      },
    },
  ],
  values: (emulator) => ({
    conversation: byId(firstConversation(emulator)),
    text: 'From *n8n*',
    messageId: from('message.send', 'id'),
    messageIds: from('message.send', 'id'),
    emoji: '👍',
    conversations: '2',
    since: 0,
    search: 'n8n',
    user: byId('3'),
    userIds: '3',
    subject: 'From n8n',
    settings: { allow_invite: true },
    option: 'bm_sounds_disabled',
    value: 'no',
    name: 'From n8n',
    room: ROOM,
    title: 'From n8n',
    newTitle: 'From n8n',
    fileName: 'note.txt',
    mimeType: 'text/plain',
    size: 10,
    uploadId: 'upload',
    url: 'http://127.0.0.1/note.txt',
    fileIds: '1',
    gifId: 'gif',
    stickerUrl: 'https://example.org/sticker.webp',
    botId: '1',
    botUserId: '-1',
    job: '1',
    property: 'status',
    reason: 'spam',
    route: 'threads',
  }),
  first: () => [{ operation: 'message.send' }],
  last: () => [
    { operation: 'message.delete' },
    { operation: 'conversation.delete' },
    { operation: 'conversation.restore' },
    { operation: 'conversation.leave' },
  ],
};
