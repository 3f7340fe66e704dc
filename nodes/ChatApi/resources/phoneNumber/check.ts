import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { phone } from '../../fields.ts';
import { phoneOf } from '../../reading.ts';

export const check: Operation<ChatApiConnection> = {
  value: 'check',
  name: 'Check',
  action: 'Check a phone number',
  description: 'Find out whether a phone number is on WhatsApp',
  fields: [phone],
  async run(call) {
    const digits = phoneOf(call);
    const { result } = await call.connection.client.checkPhone(digits);
    return { phone: digits, exists: result === 'exists', conversation: call.core.chatApi.chatIdFor(digits) };
  },
};
