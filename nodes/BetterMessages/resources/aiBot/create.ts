import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { settingsJson } from '../../changes.ts';
import { withoutKey } from '../../bots.ts';
import { loose } from '../../loose.ts';

const name = {
  displayName: 'Name',
  name: 'name',
  type: 'string',
  default: '',
  required: true,
  placeholder: 'e.g. Helper',
} as const;

export const create: Operation<BetterMessagesConnection> = {
  value: 'create',
  name: 'Create',
  action: 'Create an AI bot',
  description: 'Create an AI bot, switched off until it is updated; needs the account of an administrator',
  fields: [name, settingsJson],
  async run(call) {
    const [title, settings] = [call.text('name'), call.object('settings')];
    return loose(withoutKey(await call.connection.client.createAiBot(title, settings)));
  },
};
