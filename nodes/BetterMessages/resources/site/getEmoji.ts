import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { loose } from '../../loose.ts';

export const getEmoji: Operation<BetterMessagesConnection> = {
  value: 'getEmoji',
  name: 'Get Many Emoji',
  action: 'Get many emoji',
  description: 'Read the set of emoji that the plugin offers for texts',
  fields: [],
  async run(call) {
    return loose(await call.connection.client.emojiData());
  },
};
