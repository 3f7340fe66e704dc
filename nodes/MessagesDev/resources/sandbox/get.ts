import type { MessagesDevConnection } from '../../../../src/platforms/messages-dev/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { shown } from '../../outputs.ts';

export const get: Operation<MessagesDevConnection> = {
  value: 'get',
  name: 'Get',
  action: 'Get the state of the sandbox',
  description:
    'See whether a phone is paired with the shared sandbox line, and how many messages are left today',
  fields: [],
  run: async (call) => shown(await call.connection.client.sandbox()),
};
