import { ServiceError } from '../../host/index.ts';
import type { Conversation } from '../../model/index.ts';
import type { ListOptions, Page, Participant } from '../contract.ts';
import type { MessagesDevClient } from './client.ts';
import type { Known } from './known.ts';
import { isGroup } from './known.ts';
import { toConversation } from './map.ts';

const DEFAULT_LIMIT = 50;

/** Chats of the line, most recently active first. The service promises no order and cannot search, so all are read. */
export async function listConversations(
  client: MessagesDevClient,
  known: Known,
  options: ListOptions = {},
): Promise<Page<Conversation>> {
  const chats = await client.allChats();
  known.learnChats(chats);
  const search = options.search?.toLowerCase() ?? '';
  const all = chats
    .filter((chat) =>
      [chat.id, chat.name, chat.identifier, ...(chat.participants ?? [])].some((word) =>
        word?.toLowerCase().includes(search),
      ),
    )
    .map(toConversation)
    .sort((a, b) => (b.lastActivityAt ?? '').localeCompare(a.lastActivityAt ?? ''));
  const from = Number(options.cursor ?? 0);
  const to = from + (options.limit ?? DEFAULT_LIMIT);
  return { items: all.slice(from, to), ...(to < all.length ? { next: String(to) } : {}) };
}

/** The people of a chat besides the line. */
export async function participants(
  client: MessagesDevClient,
  known: Known,
  conversation: string,
): Promise<Participant[]> {
  known.learnChats(await client.allChats());
  const chat = known.chatOf(conversation);
  if (!chat) {
    throw new ServiceError({
      kind: 'not-found',
      tried: `list the people of ${conversation}`,
      cameBack: `no such chat on the line ${client.line}`,
      advice: 'Check the id of the chat; a chat exists once somebody has written to the line.',
    });
  }
  const handles = chat.participants ?? [];
  const people = handles.length === 0 && !isGroup(chat) && chat.identifier ? [chat.identifier] : handles;
  return people.map((handle) => ({
    id: handle,
    name: known.nameOf(handle),
    ...(handle.includes('@') ? { email: handle } : {}),
  }));
}
