import { actOnChat } from './act.ts';

export const pin = actOnChat({
  value: 'pin',
  name: 'Pin',
  action: 'Pin a chat',
  description: 'Keep a chat on top of the list',
  act: (client, chat) => client.pinChat(chat),
});
