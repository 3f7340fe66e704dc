import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { done } from '../../outputs.ts';

export const markAllAsRead: Operation<BetterMessagesConnection> = {
  value: 'markAllAsRead',
  name: 'Mark All as Read',
  action: 'Mark all conversations as read',
  description: 'Mark everything in all conversations as read by the account',
  fields: [],
  async run(call) {
    return done(call, await call.connection.client.markAllRead(), 'Run it again.');
  },
};
