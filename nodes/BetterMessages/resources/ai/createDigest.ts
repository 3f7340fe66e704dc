import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { loose } from '../../loose.ts';
import { options } from './options.ts';

export const createDigest: Operation<BetterMessagesConnection> = {
  value: 'createDigest',
  name: 'Create Digest',
  action: 'Create a digest of a conversation',
  description: 'Have the AI of the site make a digest of a conversation',
  fields: [conversation, options],
  run: async (call) =>
    loose(await call.connection.client.digest(call.number('conversation'), call.object('options'))),
};
