import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { phone } from '../../fields.ts';
import { phoneOf } from '../../reading.ts';

export const testNumber: Operation<ChatApiConnection> = {
  value: 'test',
  name: 'Test',
  action: 'Test the block rule',
  description: 'Find out whether a number would be blocked; blocks nobody',
  fields: [phone],
  async run(call) {
    const digits = phoneOf(call);
    const { banned } = await call.connection.client.banTest(digits);
    return { phone: digits, isBlocked: call.core.chatApi.isOn(banned) };
  },
};
