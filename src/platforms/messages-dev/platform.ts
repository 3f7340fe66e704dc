import type { Platform } from '../contract.ts';
import { capabilities } from './capabilities.ts';
import { connect } from './connection.ts';
import type { MessagesDevSettings } from './settings.ts';
import { settingsSchema } from './settings.ts';

/** messages.dev: iMessage as a service. */
export const messagesDev: Platform<MessagesDevSettings> = { capabilities, settings: settingsSchema, connect };
