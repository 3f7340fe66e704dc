import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';

export const getSettings: Operation<ChatApiConnection> = {
  value: 'getSettings',
  name: 'Get Settings',
  action: 'Get the settings of the instance',
  description: 'Read the settings of the instance',
  fields: [],
  run: (call) => call.connection.client.settings(),
};
