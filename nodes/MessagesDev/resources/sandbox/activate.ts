import type { MessagesDevConnection } from '../../../../src/platforms/messages-dev/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { shown } from '../../outputs.ts';

export const activate: Operation<MessagesDevConnection> = {
  value: 'activate',
  name: 'Activate',
  action: 'Activate the sandbox',
  description: 'Get the code that pairs a phone with the sandbox line once it is texted there',
  fields: [],
  run: async (call) => shown(await call.connection.client.activateSandbox()),
};
