import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';

export const getIpAddress: Operation<ChatApiConnection> = {
  value: 'getIpAddress',
  name: 'Get IP Address',
  action: 'Get the IP address of the instance',
  description: 'Read the IP address that the instance reaches the world from',
  fields: [],
  run: (call) => call.connection.client.outputIp(),
};
