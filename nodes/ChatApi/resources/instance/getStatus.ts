import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';

export const getStatus: Operation<ChatApiConnection> = {
  value: 'getStatus',
  name: 'Get Status',
  action: 'Get the status of the instance',
  description: 'Read how the link to the phone stands, with the QR code when there is one to scan',
  fields: [
    {
      displayName: 'Details',
      name: 'details',
      type: 'boolean',
      default: false,
      description: 'Whether to read the reason for the status as well',
    },
    {
      displayName: 'Wake Up',
      name: 'wakeUp',
      type: 'boolean',
      default: false,
      description: 'Whether to start an instance that sleeps',
    },
  ],
  run: (call) =>
    call.connection.client.status({
      ...(call.flag('details') ? { full: true } : {}),
      noWakeup: !call.flag('wakeUp'),
    }),
};
