import type { INodeProperties } from 'n8n-workflow';
import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { botId, withoutKey } from '../../bots.ts';
import { keepOthers, mergedSettings, mustChange, optionalObject, settingsJson } from '../../changes.ts';
import { loose } from '../../loose.ts';

const changes: INodeProperties = {
  displayName: 'Fields',
  name: 'changes',
  type: 'collection',
  placeholder: 'Add Field',
  default: {},
  options: [
    { displayName: 'Name', name: 'name', type: 'string', default: '', placeholder: 'e.g. Helper' },
    settingsJson,
    {
      displayName: 'Switched On',
      name: 'enabled',
      type: 'boolean',
      default: true,
      description: 'Whether the bot answers',
    },
  ],
};

export const update: Operation<BetterMessagesConnection> = {
  value: 'update',
  name: 'Update',
  action: 'Update an AI bot',
  description: 'Change, switch on or switch off an AI bot; needs the account of an administrator',
  fields: [botId, changes, keepOthers],
  async run(call) {
    const { client } = call.connection;
    const id = call.number('botId');
    const name = call.optional('changes.name');
    const enabled = call.optionalFlag('changes.enabled');
    const settings = {
      ...optionalObject(call, 'changes.settings'),
      ...(enabled === undefined ? {} : { enabled: enabled ? '1' : '0' }),
    };
    mustChange(call, { ...(name === undefined ? {} : { name }), ...settings });
    const isKeeping = call.flag('keepOthers');
    const given = { ...(name === undefined ? {} : { name }) };
    if (Object.keys(settings).length === 0) return loose(withoutKey(await client.updateAiBot(id, given)));
    const merged = isKeeping
      ? mergedSettings(call, { listed: await client.adminAiBots(), id, what: 'AI bot' }, settings)
      : settings;
    return loose(withoutKey(await client.updateAiBot(id, { ...given, settings: merged })));
  },
};
