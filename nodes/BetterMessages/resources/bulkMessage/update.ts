import type { INodeProperties } from 'n8n-workflow';
import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { loose } from '../../loose.ts';
import { job } from './fields.ts';

const change: readonly INodeProperties[] = [
  {
    displayName: 'Property',
    name: 'property',
    type: 'string',
    default: '',
    required: true,
    description: 'What to change, by the name that the plugin has for it',
  },
  { displayName: 'Value', name: 'value', type: 'string', default: '', required: true },
];

export const update: Operation<BetterMessagesConnection> = {
  value: 'update',
  name: 'Update',
  action: 'Update a bulk message',
  description: 'Change a property of a bulk message, for roles that may send bulk messages',
  fields: [job, ...change],
  async run(call) {
    const [id, property, value] = [call.number('job'), call.text('property'), call.text('value')];
    return loose(await call.connection.client.changeBulkReport(id, property, value));
  },
};
