import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';

export const setAckNotifications: Operation<ChatApiConnection> = {
  value: 'setAckNotifications',
  name: 'Set Ack Notifications',
  action: 'Set ack notifications',
  description: 'Switch whether the webhook is told of deliveries and views; the way of the first years',
  fields: [
    {
      displayName: 'Notify',
      name: 'notify',
      type: 'boolean',
      default: true,
      description: 'Whether the webhook is told when a message was delivered and viewed',
    },
  ],
  async run(call) {
    const isOn = call.flag('notify');
    await call.connection.client.setAckNotifications(isOn);
    return { success: true, ackNotificationsOn: isOn };
  },
};
