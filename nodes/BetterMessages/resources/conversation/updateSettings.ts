import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';

const KEYS = ['allow_invite', 'enable_system_messages'] as const;

export const updateSettings: Operation<BetterMessagesConnection> = {
  value: 'updateSettings',
  name: 'Update Settings',
  action: 'Update the settings of a conversation',
  description: 'Change what a conversation allows; for its moderators',
  fields: [
    conversation,
    {
      displayName: 'Settings',
      name: 'settings',
      type: 'collection',
      placeholder: 'Add setting',
      default: {},
      options: [
        {
          displayName: 'Allow Invitations',
          name: 'allow_invite',
          type: 'boolean',
          default: true,
          description: 'Whether everybody in it may add people',
        },
        {
          displayName: 'System Messages',
          name: 'enable_system_messages',
          type: 'boolean',
          default: true,
          description: 'Whether the conversation tells who joined, left and so on',
        },
      ],
    },
  ],
  async run(call) {
    const thread = call.number('conversation');
    const changes = KEYS.flatMap((key) => {
      const isOn = call.optionalFlag(`settings.${key}`);
      return isOn === undefined ? [] : [{ key, isOn }];
    });
    if (changes.length === 0) call.refuse('settings', 'has nothing to change in it');
    for (const { key, isOn } of changes) await call.connection.client.changeMeta(thread, key, isOn);
    return { success: true };
  },
};
