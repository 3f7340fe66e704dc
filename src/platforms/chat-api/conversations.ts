import { ServiceError } from '../../host/index.ts';
import type { Conversation, Identity } from '../../model/index.ts';
import type { Root } from '../../text/index.ts';
import { isEmpty, whatsapp } from '../../text/index.ts';
import type { ListOptions, Page } from '../contract.ts';
import { digitsOf } from './calls/destination.ts';
import type { ChatApiClient } from './client.ts';
import { chatIdOf, isGroup, nameOr, toConversation } from './map.ts';
import type { WireChat } from './schema.ts';
import { toNumber } from './schema.ts';

const DEFAULT_LIMIT = 50;

/** Chats, most recently active first. The service sorts nothing and cannot search, so all of them are read. */
export async function listConversations(
  client: ChatApiClient,
  options: ListOptions = {},
): Promise<Page<Conversation>> {
  const chats = client.dialect.dialogs
    ? ((await client.dialogs({ limit: 0 })).dialogs ?? [])
    : await chatsOfMessages(client);
  const search = options.search?.toLowerCase() ?? '';
  const all = chats
    .map(toConversation)
    .filter(({ id, name }) => name.toLowerCase().includes(search) || id.includes(search))
    .sort((a, b) => (b.lastActivityAt ?? '').localeCompare(a.lastActivityAt ?? ''));
  const from = Number(options.cursor ?? 0);
  const to = from + (options.limit ?? DEFAULT_LIMIT);
  return { items: all.slice(from, to), ...(to < all.length ? { next: String(to) } : {}) };
}

/** A service without a list of chats has at least those that somebody wrote in. */
async function chatsOfMessages(client: ChatApiClient): Promise<WireChat[]> {
  const chats = new Map<string, WireChat>();
  for (const wire of (await client.messages()).messages ?? []) {
    const id = chatIdOf(wire);
    const time = Math.max(toNumber(wire.time) ?? 0, toNumber(chats.get(id)?.last_time) ?? 0);
    chats.set(id, { id, name: wire.chatName ?? chats.get(id)?.name, last_time: time });
  }
  return [...chats.values()];
}

/**
 * Opens a conversation. One person without a name is a private chat, which needs no opening; anything else becomes a
 * group.
 * @throws {ServiceError} when the group was accepted but its id is not known yet: it will exist all the same
 */
export async function createConversation(
  client: ChatApiClient,
  participants: readonly string[],
  options: { name?: string; text?: Root },
): Promise<Conversation> {
  const text = options.text && !isEmpty(options.text) ? whatsapp.serialize(options.text) : undefined;
  const [only] = participants;
  if (only !== undefined && participants.length === 1 && options.name === undefined) {
    const id = only.includes('@') ? only : `${digitsOf(only)}@c.us`;
    if (text !== undefined) await client.sendMessage(id, text);
    return { id, name: nameOr(undefined, id), kind: 'direct' };
  }
  const name = options.name ?? participants.map((person) => nameOr(undefined, person)).join(', ');
  const group = await client.createGroup({
    groupName: name,
    phones: participants,
    ...(text === undefined ? {} : { messageText: text }),
  });
  if (group.chatId) return { id: group.chatId, name, kind: 'group', raw: group };
  throw new ServiceError({
    kind: 'unavailable',
    tried: `create the group "${name}"`,
    cameBack: 'an answer without a chat id: the phone did not make the group within 20 seconds',
    advice:
      'The group is queued and will be made once the phone is there: look for it in the list of conversations, and do not create it again.',
    outcome: 'unknown',
  });
}

/** The people of a chat; names where there is a private chat with them. */
export async function participants(client: ChatApiClient, conversation: string): Promise<Identity[]> {
  const chat = await client.dialog(conversation);
  if (!isGroup(conversation)) return [{ id: conversation, name: nameOr(chat.name, conversation) }];
  const chats = (await client.dialogs({ limit: 0 })).dialogs ?? [];
  const names = new Map(chats.map(({ id, name }) => [id, name]));
  return (chat.metadata?.participants ?? []).map((id) => ({ id, name: nameOr(names.get(id), id) }));
}
