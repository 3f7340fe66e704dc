import { createHmac } from 'node:crypto';
import { slack } from '../../bridges/slack/index.ts';
import { startSlack } from '../../bridges/sandbox/slack/index.ts';
import { describePlatform } from './suite.ts';

describePlatform({
  name: 'Slack',
  platform: slack,
  start: () => startSlack({ limits: 'off' }),
  withWrongCredentials: (settings) => ({ ...settings, botToken: 'xoxb-wrong-token' }),
  goneConversation: 'C0NOTTHERE',
  signWebhook: ({ signingSecret }, body, nowMs) => {
    const timestamp = String(Math.floor(nowMs / 1_000));
    const signature = createHmac('sha256', String(signingSecret))
      .update(`v0:${timestamp}:${body}`)
      .digest('hex');
    return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${signature}` };
  },
});
