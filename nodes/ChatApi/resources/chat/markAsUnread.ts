import { actOnChat } from './act.ts';

export const markAsUnread = actOnChat({
  value: 'markAsUnread',
  name: 'Mark as Unread',
  action: 'Mark a chat as unread',
  description: 'Mark a chat as unread',
  act: (client, chat) => client.unreadChat(chat),
});
