import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';

export const rename: Operation<BetterMessagesConnection> = {
  value: 'rename',
  name: 'Rename',
  action: 'Rename the guest',
  description: 'Give the guest of the credential another name',
  fields: [
    {
      displayName: 'Name',
      name: 'name',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. Visitor Vera',
    },
  ],
  async run(call) {
    const guest = await call.connection.client.updateGuest(call.text('name'));
    return { guestId: guest.id, name: guest.name, userId: String(-guest.id) };
  },
};
