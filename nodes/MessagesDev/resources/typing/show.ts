import type { MessagesDevConnection } from '../../../../src/platforms/messages-dev/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { conversationOf } from '../../reading.ts';

export const show: Operation<MessagesDevConnection> = {
  value: 'show',
  name: 'Show',
  action: 'Show or end the typing indicator',
  description: 'Show in a conversation that the line is writing, or that it no longer is',
  fields: [
    conversation,
    {
      displayName: 'State',
      name: 'state',
      type: 'options',
      options: [
        { name: 'On', value: 'on', description: 'The sign stays until a message, Off, or about a minute' },
        { name: 'Off', value: 'off' },
      ],
      default: 'on',
    },
  ],
  async run(call) {
    const to = conversationOf(call);
    const given = call.text('state');
    const state =
      given === 'on' || given === 'off'
        ? given
        : call.refuse('state', `must be on or off, and is “${given}”`);
    const { id } = await call.connection.client.showTyping(to, state);
    return { success: true, conversation: to, state, outboxId: id };
  },
};
