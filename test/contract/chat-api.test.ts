import { startChatApi } from '../../bridges/sandbox/chat-api/index.ts';
import { chatApi } from '../../src/platforms/chat-api/index.ts';
import { describePlatform } from './suite.ts';

const common = {
  platform: chatApi,
  withWrongCredentials: (settings: object) => ({ ...settings, token: 'another-token-altogether' }),
  goneConversation: 'nobody@c.us',
};

describePlatform({ ...common, name: 'Chat API', start: () => startChatApi() });
describePlatform({
  ...common,
  name: 'Chat API of the first years, whose answers hold no ids',
  start: () => startChatApi({ answers: 'legacy' }),
});
