import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';

export const register: Operation<BetterMessagesConnection> = {
  value: 'register',
  name: 'Register',
  action: 'Register a guest',
  description: 'Make a guest of the site, whose number and secret another credential can sign in with',
  fields: [
    {
      displayName: 'Name',
      name: 'name',
      type: 'string',
      default: '',
      placeholder: 'e.g. Visitor Vera',
      description: 'Left empty, the site makes one up',
    },
    {
      displayName: 'Chat Room ID',
      name: 'chatId',
      type: 'number',
      default: 0,
      description: 'A chat room that admits guests, where the site as a whole does not',
    },
  ],
  async run(call) {
    const name = call.optional('name');
    const chatId = call.optionalNumber('chatId') ?? 0;
    const guest = await call.connection.client.registerGuest({
      ...(name === undefined ? {} : { name }),
      ...(chatId === 0 ? {} : { chatId }),
    });
    return { guestId: guest.id, secret: guest.secret, name: guest.name, userId: String(-guest.id) };
  },
};
