import type { IDataObject } from 'n8n-workflow';
import type {
  BpMember,
  BpMessage,
  BpNotification,
  BpThread,
  BuddyPressConnection,
} from '../../src/platforms/buddypress/index.ts';
import type { Message } from '../../src/index.ts';
import type { Call } from '../kit/index.ts';
import { conversationJson, toJson } from '../kit/index.ts';

/**
 * A thread, simplified: what it is called, who is in it, and what is unread.
 * @param userId whose thread it is; the own account's when left away
 */
export async function threadJson(
  call: Call<BuddyPressConnection>,
  thread: BpThread,
  userId?: number,
): Promise<IDataObject> {
  const { toConversation, toIdentities } = call.core.buddypress;
  const { account } = call.connection;
  const self = userId ?? Number((await call.connection.whoAmI()).id);
  return {
    ...conversationJson(toConversation(thread, { account, self })),
    unreadCount: thread.unread_count,
    participants: toIdentities(thread).map(toJson),
  };
}

/** The thread simplified, or as the service sent it. */
export async function threadOutput(
  call: Call<BuddyPressConnection>,
  thread: BpThread,
  userId?: number,
): Promise<IDataObject> {
  return call.flag('simplify') ? threadJson(call, thread, userId) : toJson(thread);
}

export function memberOutput({ core }: Call, member: BpMember, isSimple: boolean): IDataObject {
  if (!isSimple) return toJson(member);
  return toJson({
    ...core.buddypress.toIdentity(member),
    login: member.user_login,
    avatarUrl: core.buddypress.pictureUrl(member.avatar_urls),
    url: member.link,
  });
}

export function notificationOutput(
  { core }: Call,
  notification: BpNotification,
  isSimple: boolean,
): IDataObject {
  if (!isSimple) return toJson(notification);
  const { id, item_id: messageId, secondary_item_id: senderId, user_id: userId } = notification;
  const { action, date_gmt: date, is_new: isNew } = notification;
  return toJson({
    id: String(id),
    messageId: String(messageId),
    senderId: String(senderId),
    userId: String(userId),
    action,
    ...(date === undefined ? {} : { createdAt: core.buddypress.isoUtc(date) }),
    isNew,
  });
}

/** One message of a thread; ends the item when the thread does not have it. */
export async function messageOf(
  call: Call<BuddyPressConnection>,
  thread: number,
  id: number,
  userId?: number,
): Promise<{ readonly message: Message; readonly stored: BpMessage }> {
  const [message] = await call.connection.listMessages(String(thread), {
    after: String(id - 1),
    limit: 1,
    ...(userId === undefined ? {} : { userId }),
  });
  if (message?.id !== String(id)) {
    return call.fail(
      `There is no message ${String(id)} in thread ${String(thread)}`,
      'Get Many of the thread shows the messages that it has.',
    );
  }
  return { message, stored: call.core.buddypress.messageSchema.parse(message.raw) };
}
