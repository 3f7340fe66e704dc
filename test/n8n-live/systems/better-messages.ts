import type { Emulator } from '../../../bridges/sandbox/kit/index.ts';
import { applicationPassword } from '../../../bridges/sandbox/wordpress/sign-in.ts';
import type { Account, LiveSystem } from './contract.ts';
import { byId, from } from './contract.ts';

const credential = 'betterMessagesApi';
const asUser = (emulator: Emulator) => ({ ...emulator.accountSettings(), signIn: 'user' });

const user: Account = {
  service: 'better-messages',
  credential,
  parts: ['credentials', 'triggers'],
  data: asUser,
  bad: (emulator) => ({
    'a wrong password': { ...asUser(emulator), applicationPassword: 'abcd efgh ijkl mnop qrst uvwx' },
    'an unknown user': { ...asUser(emulator), user: 'nobody' },
    'a guest that never was': { ...asUser(emulator), signIn: 'guest', guestId: '99', guestSecret: 'none' },
    'an address without a site': { ...asUser(emulator), url: 'http://127.0.0.1:9' },
  }),
};

/** What the emulator of the plugin does not have. */
const NOT_EMULATED = [
  ...['addParticipants', 'clear', 'delete', 'duplicate', 'getParticipants', 'removeParticipant'].map(
    (name) => `chatRoom.${name}`,
  ),
  ...['gif.getAll', 'gif.send', 'site.getEmoji', 'sticker.getAll', 'sticker.send', 'aiBot.delete'],
  ...['createDigest', 'getDigestSettings', 'getSettings', 'getSummarySettings', 'summarize'].map(
    (name) => `ai.${name}`,
  ),
  ...['updateDigestSettings', 'updateSummarySettings'].map((name) => `ai.${name}`),
  ...['cancel', 'delete', 'followUp', 'get', 'getAll', 'getConversations', 'getFollowUpCounts'].map(
    (name) => `bulkMessage.${name}`,
  ),
  ...['getPreview', 'pause', 'preview', 'resume', 'send', 'sendTest', 'update'].map(
    (name) => `bulkMessage.${name}`,
  ),
];
/** What a site has only with more than the free plugin, or with other settings. */
const NOT_THERE = [
  ...['file.beginUpload', 'file.cancelUpload', 'file.continueUpload', 'file.getUpload'],
  ...['aiBot.cancelResponse', 'ai.transcribe', 'ai.translate', 'report.create', 'report.getReasons'],
  ...['distrustUser', 'getGuests', 'trustUser', 'undistrustUser', 'untrustUser'].map(
    (name) => `moderation.${name}`,
  ),
  ...['call.request', 'file.download'],
];

/** May do everything, on a site on which everything is switched on. */
const administrator: Account = {
  service: 'better-messages-open',
  credential,
  parts: ['operations'],
  data: ({ origin }) => ({
    url: origin,
    signIn: 'user',
    user: 'admin',
    applicationPassword: applicationPassword('admin'),
  }),
  bad: () => ({}),
  refusals: {
    'The sandbox does not do': NOT_EMULATED,
    'HTTP 404': NOT_THERE,
    'Bot not found': ['aiBot.update'],
    'a message of this account': ['message.addReaction'],
    'its only moderator has to stay': ['conversation.leave'],
    'not allowed to do that': ['guest.rename'],
  },
};

export const betterMessages: LiveSystem = {
  node: 'betterMessages',
  accounts: [user, administrator],
  values: ({ origin }) => ({
    conversation: byId(from('conversation.create', 'id')),
    text: 'From *n8n*',
    messageId: from('message.send', 'id'),
    messageIds: from('message.send', 'id'),
    emoji: '👍',
    conversations: from('conversation.create', 'id'),
    since: 0,
    search: 'n8n',
    user: byId('3'),
    userIds: '4',
    subject: 'From n8n',
    settings: { allow_invite: true },
    option: 'sound_notifications',
    value: 'no',
    name: 'From n8n',
    room: byId(from('chatRoom.create', 'id')),
    title: 'From n8n',
    newTitle: 'From n8n again',
    fileName: 'note.txt',
    mimeType: 'text/plain',
    size: 10,
    uploadId: 'upload',
    url: `${origin}/wp-content/uploads/gone.txt`,
    fileIds: from('file.upload', 'id'),
    gifId: 'gif',
    stickerUrl: 'https://example.org/sticker.webp',
    botId: '1',
    botUserId: '-1',
    changes: { name: 'Helper' },
    job: '1',
    property: 'status',
    reason: 'spam',
    route: 'threads',
  }),
  first: () => [
    { operation: 'conversation.create', parameters: { userIds: '2, 3', options: { subject: 'n8n' } } },
    { operation: 'message.send' },
    { operation: 'chatRoom.create', parameters: { changes: {} } },
    { operation: 'file.upload' },
  ],
  last: () => [
    { operation: 'participant.ban' },
    { operation: 'participant.unban' },
    { operation: 'participant.remove', parameters: { user: byId('2') } },
    { operation: 'message.delete' },
    { operation: 'chatRoom.delete' },
    { operation: 'conversation.delete' },
    { operation: 'conversation.restore' },
    { operation: 'conversation.clear' },
    { operation: 'conversation.leave' },
    { operation: 'conversation.erase' },
  ],
};
