import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';

export const get: Operation<ChatApiConnection> = {
  value: 'get',
  name: 'Get',
  action: 'Get the block rule',
  description: 'Read which numbers are blocked, and what they are told before',
  fields: [],
  async run(call) {
    const { banPhoneMask, preBanMessage } = await call.connection.client.banSettings();
    return { mask: banPhoneMask ?? '', message: preBanMessage ?? '' };
  },
};
