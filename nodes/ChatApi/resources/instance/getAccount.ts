import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';

export const getAccount: Operation<ChatApiConnection> = {
  value: 'getAccount',
  name: 'Get Account',
  action: 'Get the account of the instance',
  description: 'Read whose phone is linked to the instance',
  fields: [],
  run: (call) => call.connection.client.me(),
};
