import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';

export const updateSetting: Operation<BetterMessagesConnection> = {
  value: 'updateSetting',
  name: 'Update Setting',
  action: 'Update a setting of the own account',
  description: 'Change one setting of the account',
  fields: [
    {
      displayName: 'Option',
      name: 'option',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. email_notifications',
      description: 'Name of the setting, as Get Settings lists it',
    },
    {
      displayName: 'Value',
      name: 'value',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. true',
      description: 'True or false, or one of the values that the setting has',
    },
  ],
  async run(call) {
    const [option, value] = [call.text('option'), valueOf(call.raw('value')) ?? call.text('value')];
    const { client } = call.connection;
    // The plugin says "saved" for whatever it is told, so the name is looked up first.
    const known = (await client.userSettings()).flatMap(({ options }) => options.map(({ id }) => id));
    if (!known.includes(option)) call.refuse('option', `must be one of ${known.join(', ')}`);
    await client.saveUserSetting(option, value);
    return { success: true };
  },
};

/** Expressions give yes and no as such. */
function valueOf(value: unknown): string | undefined {
  return typeof value === 'boolean' ? String(value) : undefined;
}
