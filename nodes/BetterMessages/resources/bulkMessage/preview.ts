import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { loose } from '../../loose.ts';
import { content } from './fields.ts';

export const preview: Operation<BetterMessagesConnection> = {
  value: 'preview',
  name: 'Preview',
  action: 'Preview a bulk message',
  description: 'Tell how many people a bulk message would reach, for roles that may send bulk messages',
  fields: [content],
  run: async (call) => loose(await call.connection.client.previewBulk(call.object('content'))),
};
