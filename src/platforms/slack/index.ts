export { capabilities } from './capabilities.ts';
export type { SlackCall } from './client.ts';
export { isSlackConnection } from './connection.ts';
export type { SlackConnection } from './connection.ts';
export { explainError } from './errors.ts';
export { createSlackPlatform } from './platform.ts';
export type { SlackPlatform } from './platform.ts';
export type { SlackSettings } from './settings.ts';
