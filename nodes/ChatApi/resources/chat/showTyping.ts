import { showInChat } from './show.ts';

export const showTyping = showInChat({
  value: 'showTyping',
  name: 'Show Typing',
  action: 'Show typing',
  description: 'Show people in a chat for some seconds that this account is typing',
  show: (client, chat, seconds) => client.typing(chat, seconds),
});
