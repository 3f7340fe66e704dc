import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { done } from '../../outputs.ts';

export const erase: Operation<BetterMessagesConnection> = {
  value: 'erase',
  name: 'Erase',
  action: 'Erase a conversation',
  description: 'Delete a conversation and everything in it for everybody; for administrators',
  fields: [conversation],
  async run(call) {
    const isErased = await call.connection.client.eraseThread(call.number('conversation'));
    done(call, isErased, 'Look whether the conversation is still there.');
    return { deleted: true };
  },
};
