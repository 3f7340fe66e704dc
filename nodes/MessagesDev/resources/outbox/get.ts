import type { MessagesDevConnection } from '../../../../src/platforms/messages-dev/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { shown } from '../../outputs.ts';

export const get: Operation<MessagesDevConnection> = {
  value: 'get',
  name: 'Get',
  action: 'Get an outbox item',
  description: 'See what became of something that the line was asked to send',
  fields: [
    {
      displayName: 'Outbox ID',
      name: 'outboxId',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. obx_abc123',
      description: 'ID that sending without waiting gave',
    },
  ],
  async run(call) {
    return shown(await call.connection.client.outbox(call.id('outboxId')));
  },
};
