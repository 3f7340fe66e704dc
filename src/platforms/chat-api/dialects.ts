import type { ChatApiSettings } from './settings.ts';

/** How one service of the Chat API family differs from the others, as plain data. */
export interface ChatApiDialect {
  readonly name: ChatApiSettings['dialect'];
  readonly title: string;
  /** Messages carry `messageNumber`, without holes over the whole instance; the feed stands on it. */
  readonly numbered: boolean;
  /** `dialogs` and `dialog` exist. */
  readonly dialogs: boolean;
  /** Sends wait in a queue that can be looked into. */
  readonly queue: boolean;
  /** Linked to a phone by QR code, so it can be signed out. */
  readonly pairing: boolean;
  readonly markRead: 'readChat' | 'readMessage';
  /** How a voice note is sent: a method of its own, or `voice: true` on a file. */
  readonly voice: 'sendPTT' | 'sendFile';
  /** `mentionedPhones` makes the numbers named in a text mentions. */
  readonly mentions: boolean;
  readonly typing: boolean;
  readonly deleting: boolean;
  readonly groupPath: 'group' | 'groups';
  /** Groups can be opened with people in them and a first message. */
  readonly createsGroups: boolean;
  /** Free text is only allowed within 24 hours of the person's last message. */
  readonly window24h: boolean;
  /** Methods of the family that it does not have; calling one is refused without asking the service. */
  readonly lacks: readonly string[];
}

const chatApi: ChatApiDialect = {
  name: 'chat-api',
  title: 'Chat API',
  numbered: true,
  dialogs: true,
  queue: true,
  pairing: true,
  markRead: 'readChat',
  voice: 'sendPTT',
  mentions: true,
  typing: true,
  deleting: true,
  groupPath: 'group',
  createsGroups: true,
  window24h: false,
  lacks: ['readMessage', 'sendTemplate', 'sendReaction', 'sendSticker', 'templates'],
};

/** 1msg.io: the same calls in front of WhatsApp's official Business API. Facts from its published SDK of 2026. */
const oneMsg: ChatApiDialect = {
  name: '1msg',
  title: '1msg.io',
  numbered: false,
  dialogs: false,
  queue: false,
  pairing: false,
  markRead: 'readMessage',
  voice: 'sendFile',
  mentions: false,
  typing: false,
  deleting: false,
  groupPath: 'groups',
  createsGroups: false,
  window24h: true,
  lacks: [
    ...[
      'qr_code',
      'logout',
      'reboot',
      'takeover',
      'expiry',
      'retry',
      'settings',
      'settings/ackNotificationsOn',
    ],
    ...['outputIP', 'checkPhone', 'instanceStatuses', 'webhookStatus', 'banSettings', 'banTest'],
    ...[
      'dialogs',
      'dialog',
      'readChat',
      'unreadChat',
      'pinChat',
      'unpinChat',
      'removeChat',
      'typing',
      'recording',
    ],
    ...['messagesHistory', 'sendPTT', 'sendLink', 'sendVCard', 'forwardMessage', 'deleteMessage'],
    ...['showMessagesQueue', 'clearMessagesQueue', 'showActionsQueue', 'clearActionsQueue'],
    // Has groups and contact cards, but takes other fields for them.
    ...['groups', 'joinGroup', 'leaveGroup', 'sendContact'],
    ...['add', 'remove', 'promote', 'demote'].map((what) => `${what}GroupParticipant`),
  ],
};

export const dialects: Readonly<Record<ChatApiSettings['dialect'], ChatApiDialect>> = {
  'chat-api': chatApi,
  '1msg': oneMsg,
};
