import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { loose } from '../../loose.ts';

export const getDigestSettings: Operation<BetterMessagesConnection> = {
  value: 'getDigestSettings',
  name: 'Get Digest Settings',
  action: 'Get the digest settings of a conversation',
  description: 'Read when and how digests of a conversation are made',
  fields: [conversation],
  run: async (call) => loose(await call.connection.client.digestConfig(call.number('conversation'))),
};
