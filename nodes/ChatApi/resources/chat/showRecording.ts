import { showInChat } from './show.ts';

export const showRecording = showInChat({
  value: 'showRecording',
  name: 'Show Recording',
  action: 'Show recording',
  description: 'Show people in a chat for some seconds that this account is recording',
  show: (client, chat, seconds) => client.recording(chat, seconds),
});
