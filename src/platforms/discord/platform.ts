import type { ConnectContext, Platform } from '../contract.ts';
import { capabilities } from './capabilities.ts';
import type { DiscordConnection } from './connection.ts';
import { createConnection } from './connection.ts';
import type { DiscordSettings } from './settings.ts';
import { settingsSchema } from './settings.ts';

export interface DiscordPlatform extends Platform<DiscordSettings> {
  connect(settings: DiscordSettings, context: ConnectContext): DiscordConnection;
}

/** Discord, as a bot. */
export const discord: DiscordPlatform = {
  capabilities,
  settings: settingsSchema,
  connect: createConnection,
};
