import type { INodeExecutionData } from 'n8n-workflow';
import type { Message } from '../../src/index.ts';
import type { BetterMessagesConnection } from '../../src/platforms/better-messages/index.ts';
import type { Call } from '../kit/index.ts';
import { Items, messageItem } from '../kit/index.ts';

/** Items for messages, one file after the other: they may be large. */
export async function messageItems(
  call: Call<BetterMessagesConnection>,
  messages: readonly Message[],
  isSimple: boolean,
  withFiles: boolean,
): Promise<Items> {
  const items: INodeExecutionData[] = [];
  for (const message of messages) items.push(await messageItem(call, message, isSimple, withFiles));
  return new Items(items);
}
