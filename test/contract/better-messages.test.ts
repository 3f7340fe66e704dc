import { startBetterMessages } from '../../bridges/sandbox/better-messages/index.ts';
import { FRESH_INSTALL } from '../../bridges/sandbox/better-messages/settings.ts';
import { betterMessages } from '../../src/platforms/better-messages/index.ts';
import { describePlatform } from './suite.ts';

describePlatform({
  name: 'Better Messages',
  platform: betterMessages,
  // The suite sends a file of a sort that no fresh site lets in.
  start: () =>
    startBetterMessages({ settings: { attachmentsFormats: [...FRESH_INSTALL.attachmentsFormats, 'bin'] } }),
  withWrongCredentials: (settings) => ({
    ...settings,
    applicationPassword: 'abcd efgh ijkl mnop qrst uvwx',
  }),
  goneConversation: '987654',
});
