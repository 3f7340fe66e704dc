import { discord } from '../../src/platforms/discord/index.ts';
import { startDiscord } from '../../bridges/sandbox/discord/index.ts';
import { describePlatform } from './suite.ts';

describePlatform({
  name: 'Discord',
  platform: discord,
  start: () => startDiscord(),
  withWrongCredentials: (settings) => ({ ...settings, botToken: 'MTE4.wrong.token' }),
  goneConversation: '1180000000000009999',
});
