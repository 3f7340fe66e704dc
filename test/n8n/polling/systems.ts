import { startBetterMessages } from '../../../bridges/sandbox/better-messages/index.ts';
import { startBuddyPress } from '../../../bridges/sandbox/buddypress/index.ts';
import { startChatApi } from '../../../bridges/sandbox/chat-api/index.ts';
import type { Emulator } from '../../../bridges/sandbox/kit/index.ts';
import { startMessagesDev } from '../../../bridges/sandbox/messages-dev/index.ts';
import { BetterMessagesApi } from '../../../credentials/BetterMessagesApi.credentials.ts';
import { BuddyPressApi } from '../../../credentials/BuddyPressApi.credentials.ts';
import { ChatApi } from '../../../credentials/ChatApi.credentials.ts';
import { MessagesDevApi } from '../../../credentials/MessagesDevApi.credentials.ts';
import { BetterMessagesTrigger } from '../../../nodes/BetterMessages/BetterMessagesTrigger.node.ts';
import { BuddyPressTrigger } from '../../../nodes/BuddyPress/BuddyPressTrigger.node.ts';
import { ChatApiPollingTrigger } from '../../../nodes/ChatApi/ChatApiPollingTrigger.node.ts';
import { MessagesDevPollingTrigger } from '../../../nodes/MessagesDev/MessagesDevPollingTrigger.node.ts';
import type { Placed } from '../support/functions.ts';

/** A trigger that polls, and the service that it polls. */
export interface PolledSystem {
  readonly name: string;
  start(): Promise<Emulator>;
  placed(service: Emulator): Placed;
}

const buddyPress = (version: 'v1' | 'v2'): PolledSystem => ({
  name: `BuddyPress ${version}`,
  start: () => startBuddyPress({ version }),
  placed: (service) => ({
    type: new BuddyPressTrigger(),
    credentialType: new BuddyPressApi(),
    credential: { ...accountOf(service), version: 'auto' },
  }),
});

export const buddyPressV2 = buddyPress('v2');

export const betterMessages: PolledSystem = {
  name: 'Better Messages',
  start: () => startBetterMessages(),
  placed: (service) => ({
    type: new BetterMessagesTrigger(),
    credentialType: new BetterMessagesApi(),
    credential: { ...accountOf(service), signIn: 'user' },
  }),
};

export const chatApi: PolledSystem = {
  name: 'Chat API',
  start: () => startChatApi(),
  placed: (service) => ({
    type: new ChatApiPollingTrigger(),
    credentialType: new ChatApi(),
    credential: { ...accountOf(service), service: 'compatible', dialect: 'chat-api' },
  }),
};

/** It numbers nothing, and keeps only the last hundred messages. */
export const oneMsg: PolledSystem = {
  name: '1msg.io',
  start: () => startChatApi({ dialect: '1msg' }),
  placed: (service) => ({
    ...chatApi.placed(service),
    credential: { ...accountOf(service), service: 'compatible', dialect: '1msg' },
  }),
};

export const messagesDev: PolledSystem = {
  name: 'messages.dev',
  start: () => startMessagesDev(),
  placed: (service) => ({
    type: new MessagesDevPollingTrigger(),
    credentialType: new MessagesDevApi(),
    credential: accountOf(service),
  }),
};

export const systems: readonly PolledSystem[] = [
  buddyPress('v1'),
  buddyPressV2,
  betterMessages,
  chatApi,
  messagesDev,
];

function accountOf(service: Emulator): Record<string, string> {
  return Object.fromEntries(
    Object.entries(service.accountSettings()).map(([name, value]) => [name, String(value)]),
  );
}
