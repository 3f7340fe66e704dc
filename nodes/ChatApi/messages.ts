import type { INodeExecutionData } from 'n8n-workflow';
import type { Message } from '../../src/index.ts';
import type { WireMessages } from '../../src/platforms/chat-api/index.ts';
import { messageItem } from '../kit/index.ts';
import type { ChatApiCall } from './reading.ts';

/** The most that the service gives at once. */
const PAGE = 100;

export interface Wanted {
  readonly conversation: string | undefined;
  readonly limit: number;
  /** Only messages with a higher number, and of these the lowest ones. */
  readonly afterNumber: number | undefined;
  /** Unix seconds, as is `until`; both ends belong to the range. */
  readonly since: number | undefined;
  readonly until: number | undefined;
}

/** Messages as wanted, oldest first. */
export async function readMessages(call: ChatApiCall, wanted: Wanted): Promise<Message[]> {
  const { conversation, limit, afterNumber, since, until } = wanted;
  const { client } = call.connection;
  if (afterNumber !== undefined) return readAfter(call, wanted, afterNumber);
  const hasTimes = since !== undefined || until !== undefined;
  if (conversation !== undefined && !hasTimes) return call.connection.listMessages(conversation, { limit });
  const isRecent = limit <= PAGE && !hasTimes;
  const answer = await client.messages(isRecent ? { last: true } : { limit: 0, ...queryOf(wanted) });
  const messages = messagesIn(call, answer, wanted);
  return messages.slice(Math.max(0, messages.length - limit));
}

/** Page by page until one brings nothing new. */
async function readAfter(call: ChatApiCall, wanted: Wanted, afterNumber: number): Promise<Message[]> {
  const { client, capabilities } = call.connection;
  if (!client.dialect.numbered) {
    call.fail(
      `${capabilities.title} does not number its messages`,
      'Use the filter Since instead, and leave After Message Number out.',
    );
  }
  const found: Message[] = [];
  for (let number = afterNumber; found.length < wanted.limit;) {
    const answer = await client.messages({ lastMessageNumber: number, ...queryOf(wanted) });
    const fresh = messagesIn(call, answer, {}).filter((message) => numberOf(message) > number);
    found.push(...fresh.filter((message) => isWanted(message, wanted)));
    const last = fresh.at(-1);
    if (!last) break;
    number = numberOf(last);
  }
  return found.slice(0, wanted.limit);
}

/** The history of the phone, newest first. */
export async function readHistory(
  call: ChatApiCall,
  conversation: string | undefined,
  limit: number,
): Promise<Message[]> {
  const found: Message[] = [];
  const chat = conversation === undefined ? {} : { chatId: conversation };
  for (let page = 0; found.length < limit; page += 1) {
    const { messages } = await call.connection.client.messagesHistory({ page, count: PAGE, ...chat });
    const context = contextOf(call);
    const read = (messages ?? []).map((wire) => call.core.chatApi.toMessage(wire, context));
    found.push(...read.filter((message) => isWanted(message, { conversation })));
    if (read.length < PAGE) break;
  }
  return found.slice(0, limit);
}

/** Items for messages by `simplify` and `download`; simplified ones keep the number that `afterNumber` wants. */
export async function itemsOf(
  call: ChatApiCall,
  messages: readonly Message[],
): Promise<INodeExecutionData[]> {
  const [isSimple, withFiles] = [call.flag('simplify'), call.flag('download')];
  const items: INodeExecutionData[] = [];
  for (const message of messages) {
    const item = await messageItem(call, message, isSimple, withFiles);
    const messageNumber = numberOf(message);
    items.push(isSimple && messageNumber > 0 ? { ...item, json: { ...item.json, messageNumber } } : item);
  }
  return items;
}

function queryOf({ conversation, since, until }: Wanted): Record<string, string | number> {
  return {
    ...(conversation === undefined ? {} : { chatId: conversation }),
    ...(since === undefined ? {} : { minTime: since }),
    ...(until === undefined ? {} : { maxTime: until }),
  };
}

/** Services of the first years know no filter, so what they send is filtered again. */
function messagesIn(call: ChatApiCall, { messages }: WireMessages, wanted: Partial<Wanted>): Message[] {
  const context = contextOf(call);
  return (messages ?? [])
    .map((wire) => call.core.chatApi.toMessage(wire, context))
    .filter((message) => isWanted(message, wanted))
    .sort((a, b) => numberOf(a) - numberOf(b) || Date.parse(a.sentAt) - Date.parse(b.sentAt));
}

function isWanted(message: Message, { conversation, since, until }: Partial<Wanted>): boolean {
  const seconds = Date.parse(message.sentAt) / 1000;
  return (
    (conversation === undefined || message.conversation === conversation) &&
    seconds >= (since ?? -Infinity) &&
    seconds <= (until ?? Infinity)
  );
}

/** Its number over the whole instance; 0 where the service counts none. */
function numberOf({ raw }: Message): number {
  const number =
    typeof raw === 'object' && raw !== null && 'messageNumber' in raw ? Number(raw.messageNumber) : 0;
  return Number.isFinite(number) ? number : 0;
}

function contextOf(call: ChatApiCall): { account: string; now: number } {
  return { account: call.connection.account, now: Date.now() };
}
