import { actOnChat } from './act.ts';

export const unpin = actOnChat({
  value: 'unpin',
  name: 'Unpin',
  action: 'Unpin a chat',
  description: 'Let a chat take its place in the list again',
  act: (client, chat) => client.unpinChat(chat),
});
