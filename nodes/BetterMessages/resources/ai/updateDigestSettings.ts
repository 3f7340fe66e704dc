import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { loose } from '../../loose.ts';
import { settings } from './options.ts';

export const updateDigestSettings: Operation<BetterMessagesConnection> = {
  value: 'updateDigestSettings',
  name: 'Update Digest Settings',
  action: 'Update the digest settings of a conversation',
  description: 'Change when and how digests of a conversation are made',
  fields: [conversation, settings],
  run: async (call) =>
    loose(await call.connection.client.setDigestConfig(call.number('conversation'), call.object('settings'))),
};
