import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';

const botUserId = {
  displayName: 'User ID of the Bot',
  name: 'botUserId',
  type: 'string',
  default: '',
  required: true,
  placeholder: 'e.g. -3',
  description: 'The number below zero that “Get Many” lists as bot_user_id',
} as const;

export const getWelcomeMessage: Operation<BetterMessagesConnection> = {
  value: 'getWelcomeMessage',
  name: 'Get Welcome Message',
  action: 'Get the welcome message of an AI bot',
  description: 'Read what an AI bot says at the beginning of a conversation',
  fields: [botUserId],
  run: (call) => call.connection.client.botWelcome(call.number('botUserId')),
};
