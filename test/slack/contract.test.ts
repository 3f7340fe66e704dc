import { sign, startSlack } from '../../bridges/sandbox/slack/index.ts';
import { slack } from '../../bridges/slack/index.ts';
import { describePlatform } from '../contract/suite.ts';

describePlatform({
  name: 'Slack',
  platform: slack,
  start: () => startSlack(),
  withWrongCredentials: (settings) => ({ ...settings, botToken: 'xoxb-wrong' }),
  goneConversation: 'C0NOWHERE1',
  signWebhook: (_settings, body, nowMs) => sign(String(Math.floor(nowMs / 1000)), body),
});
