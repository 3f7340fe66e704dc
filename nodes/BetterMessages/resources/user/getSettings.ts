import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';

export const getSettings: Operation<BetterMessagesConnection> = {
  value: 'getSettings',
  name: 'Get Settings',
  action: 'Get the settings of the own account',
  description: 'Read what the account chose: notifications, who may start conversations and so on',
  fields: [],
  async run(call) {
    const groups = await call.connection.client.userSettings();
    return groups.flatMap(({ title, options }) =>
      options.map(({ id, label, value, checked }) => ({ option: id, group: title, label, value, checked })),
    );
  },
};
