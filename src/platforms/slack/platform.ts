import type { ConnectContext, Platform } from '../contract.ts';
import { capabilities } from './capabilities.ts';
import type { SlackCall } from './client.ts';
import type { SlackConnection } from './connection.ts';
import { createConnection } from './connection.ts';
import type { SlackSettings } from './settings.ts';
import { settingsSchema } from './settings.ts';

export interface SlackPlatform extends Platform<SlackSettings> {
  connect(settings: SlackSettings, context: ConnectContext): SlackConnection;
}

/** Slack, over whatever calls its Web API. @param call makes the function that calls for one account */
export function createSlackPlatform(
  call: (settings: SlackSettings, context: ConnectContext) => SlackCall,
): SlackPlatform {
  return {
    capabilities,
    settings: settingsSchema,
    feedNeeds: { socket: 'appToken', webhook: 'signingSecret' },
    connect: (settings, context) => createConnection(call(settings, context), settings, context),
  };
}
