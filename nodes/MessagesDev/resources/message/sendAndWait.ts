import type { MessagesDevConnection } from '../../../../src/platforms/messages-dev/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { sendAndWait as asking } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { conversationOf } from '../../reading.ts';

export const sendAndWait: Operation<MessagesDevConnection> = asking([conversation], conversationOf);
