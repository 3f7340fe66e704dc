import type { Platform } from '../contract.ts';
import { capabilities } from './capabilities.ts';
import { connect } from './connection.ts';
import type { ChatApiSettings } from './settings.ts';
import { settingsSchema } from './settings.ts';

/** Chat API (a gateway to WhatsApp) and the services that speak like it. */
export const chatApi: Platform<ChatApiSettings> = { capabilities, settings: settingsSchema, connect };
