import type { INodeProperties } from 'n8n-workflow';
import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { loose } from '../../loose.ts';

const gifId: INodeProperties = {
  displayName: 'GIF ID',
  name: 'gifId',
  type: 'string',
  default: '',
  required: true,
  placeholder: 'e.g. xT0xeJpnrWC4XWblEk',
  description: 'As “Get Many” lists it',
};

export const send: Operation<BetterMessagesConnection> = {
  value: 'send',
  name: 'Send',
  action: 'Send a GIF',
  description: 'Send a GIF to a conversation, where the site has a provider of GIFs',
  fields: [conversation, gifId],
  run: async (call) =>
    loose(await call.connection.client.sendGif(call.number('conversation'), call.id('gifId'))),
};
