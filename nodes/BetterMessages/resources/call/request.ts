import type { INodeProperties } from 'n8n-workflow';
import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { loose } from '../../loose.ts';

const fields: readonly INodeProperties[] = [
  {
    displayName: 'Route',
    name: 'route',
    type: 'string',
    default: '',
    required: true,
    placeholder: 'e.g. start',
    description: 'What stands behind /calls/ in the address of the call',
  },
  {
    displayName: 'Body',
    name: 'body',
    type: 'json',
    default: '{}',
    description: 'What to send, by the names that the plugin has for it, as a JSON object',
  },
];

export const request: Operation<BetterMessagesConnection> = {
  value: 'request',
  name: 'Request',
  action: 'Request a voice or video call',
  description: 'Begin, take, decline or end a voice or video call; needs the paid build of the plugin',
  fields,
  async run(call) {
    const [route, body] = [call.text('route').trim(), call.object('body')];
    if (!/^\/?[\w-]+(\/[\w-]+)*\/?$/.test(route)) call.refuse('route', 'is no route such as start');
    return loose(await call.connection.client.call(route, body));
  },
};
