import { startBuddyPress } from '../../bridges/sandbox/buddypress/index.ts';
import { buddypress } from '../../src/platforms/buddypress/index.ts';
import { describePlatform } from './suite.ts';

for (const version of ['v1', 'v2'] as const) {
  describePlatform({
    name: `BuddyPress ${version}`,
    platform: buddypress,
    start: () => startBuddyPress({ version }),
    withWrongCredentials: (settings) => ({
      ...settings,
      applicationPassword: 'abcd efgh ijkl mnop qrst uvwx',
    }),
    goneConversation: '987654',
  });
}
