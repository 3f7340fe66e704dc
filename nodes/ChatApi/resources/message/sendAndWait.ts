import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { sendAndWait as asking } from '../../../kit/index.ts';
import { conversation } from '../../fields.ts';
import { conversationOf } from '../../reading.ts';

export const sendAndWait: Operation<ChatApiConnection> = asking([conversation], conversationOf);
