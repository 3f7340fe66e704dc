import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { settings, settingsOf } from '../../settings.ts';

export const updateSettings: Operation<ChatApiConnection> = {
  value: 'updateSettings',
  name: 'Update Settings',
  action: 'Update the settings of the instance',
  description: 'Change some settings of the instance and read all of them',
  fields: [settings],
  run: (call) => call.connection.client.changeSettings(settingsOf(call)),
};
