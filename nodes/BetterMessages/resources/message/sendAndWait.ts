import type { BetterMessagesConnection } from '../../../../src/platforms/better-messages/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { sendAndWait as asking } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';

export const sendAndWait: Operation<BetterMessagesConnection> = asking([conversation], (call) =>
  String(call.number('conversation')),
);
