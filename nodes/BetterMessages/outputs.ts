import type { IDataObject } from 'n8n-workflow';
import type { BetterMessagesConnection } from '../../src/platforms/better-messages/index.ts';
import type { Conversation } from '../../src/index.ts';
import type { Call, Core } from '../kit/index.ts';
import { conversationJson, toJson } from '../kit/index.ts';

type Client = BetterMessagesConnection['client'];
type BmUser = Awaited<ReturnType<Client['suggestions']>>[number];
type BmBundle = Awaited<ReturnType<Client['threads']>>;

/** Members of a thread that say something in a workflow. */
const OF_THREADS = ['unread', 'participants', 'moderators', 'isPinned', 'isMuted', 'isDeleted'];
/** Of a chat room that no list of threads shows. Its participants are packed into ranges, so they are left out. */
const OF_ROOMS = ['chat_id', 'memberCount', 'isJoined', 'canJoin'];

/** A conversation, with how it stands for the account; or as the site sent it. */
export function threadOutput(conversation: Conversation, isSimple: boolean): IDataObject {
  const raw = recordOf(conversation.raw);
  if (!isSimple) return toJson(raw);
  const shown = 'chat_id' in raw ? OF_ROOMS : OF_THREADS;
  const state = shown.map((name) => [name === 'chat_id' ? 'chatRoomId' : name, raw[name]]);
  return { ...conversationJson(conversation), ...toJson(Object.fromEntries(state)) };
}

/** The conversations of an answer. */
export async function threadsOutput(
  call: Call<BetterMessagesConnection>,
  bundle: Partial<BmBundle>,
  isSimple: boolean,
): Promise<IDataObject[]> {
  const conversations = await call.connection.conversationsOf(bundle);
  return conversations.map((conversation) => threadOutput(conversation, isSimple));
}

/** Somebody as every operation shows people. Names may hold markup and entities. */
export function userOutput({ plain, wordpress }: Core, user: BmUser): IDataObject {
  const { user_id, name, avatar, url, is_bot, lastActive, isFriend, verified, blocked } = user;
  const text = (html: string): string => plain.serialize(wordpress.parse(html)).trim();
  return toJson({
    id: String(user_id),
    name: text(name),
    avatarUrl: typeof avatar === 'string' ? text(avatar) : undefined,
    profileUrl: typeof url === 'string' ? url : undefined,
    lastActive,
    isBot: is_bot === true,
    isFriend: isFriend === undefined ? undefined : Boolean(isFriend),
    isVerified: verified === undefined ? undefined : Boolean(verified),
    isBlocked: blocked === undefined ? undefined : Boolean(blocked),
  });
}

/** What to do when the site blocks nobody, or lets nobody go. */
export const BLOCKING =
  'Only other users of the site can be blocked, no guests and no administrators: look at the ID.';

/** For calls that answer yes or no. @param why what to do when it is no */
export function done(call: Call<BetterMessagesConnection>, isDone: boolean, why: string): { success: true } {
  if (!isDone) call.fail('The site left everything as it was', why);
  return { success: true };
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
