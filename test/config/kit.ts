import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { z } from 'zod';
import type { LoadedConfig } from '../../bridges/config/index.ts';
import { ConfigError, loadConfig } from '../../bridges/config/index.ts';
import type { Capabilities, Platform } from '../../src/platforms/index.ts';

/** A platform that only has settings: what the configuration needs to know of one. */
function platformOf(
  capabilities: Partial<Capabilities>,
  settings: Platform['settings'],
  feedNeeds?: Platform['feedNeeds'],
): Platform {
  return {
    capabilities: {
      platform: 'buddypress',
      title: 'BuddyPress',
      text: { dialect: 'plain', maxLength: 1000 },
      author: 'prefix',
      replies: 'none',
      edit: false,
      delete: false,
      reactions: 'none',
      mentions: false,
      files: { send: false, receive: false },
      typing: false,
      readState: false,
      signals: [],
      feeds: ['poll'],
      recognition: 'look-back',
      rate: { concurrency: 1 },
      settleMs: 0,
      pollEveryMs: 5000,
      ...capabilities,
    },
    settings,
    ...(feedNeeds ? { feedNeeds } : {}),
    connect() {
      throw new Error('The configuration connects to nothing.');
    },
  };
}

/** Small stand-ins, so that these tests hold whatever the real platforms ask for. */
export const platforms: Readonly<Record<string, Platform>> = {
  buddypress: platformOf(
    {},
    z
      .object({
        url: z.string().url().describe('Address of the site'),
        user: z.string().min(1),
        applicationPassword: z.string(),
        version: z.enum(['v1', 'v2']).optional(),
        pageSize: z.number().int().min(1).max(100).optional(),
        verify: z.boolean().optional(),
      })
      .strict(),
  ),
  slack: platformOf(
    { platform: 'slack', title: 'Slack', feeds: ['socket', 'webhook'] },
    z
      .object({ botToken: z.string(), appToken: z.string().optional(), signingSecret: z.string().optional() })
      .strict(),
    { socket: 'appToken', webhook: 'signingSecret' },
  ),
  'chat-api': platformOf(
    { platform: 'chat-api', title: 'Chat API', feeds: ['webhook', 'poll'] },
    z.object({ url: z.string().url(), token: z.string() }).strict(),
  ),
};

export const env = {
  BP_PASSWORD: 'abcd efgh',
  SLACK_BOT_TOKEN: 'bot-token-1',
  SLACK_APP_TOKEN: 'app-token-1',
  CHATAPI_TOKEN: 'chat-token-1',
};

const directory = mkdtempSync(path.join(tmpdir(), 'parley-config-'));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

/** Puts a file beside the configuration. @returns its path */
export function put(name: string, text: string): string {
  const file = path.join(directory, name);
  writeFileSync(file, text);
  return file;
}

export function load(text: string, more: Readonly<Record<string, string>> = {}): LoadedConfig {
  return loadConfig(put('parley.yaml', text), { ...env, ...more }, platforms);
}

/** The problems of a configuration that is refused, each as `line:column: message`. */
export function refused(text: string, more: Readonly<Record<string, string>> = {}): string[] {
  const file = put('parley.yaml', text);
  try {
    loadConfig(file, { ...env, ...more }, platforms);
  } catch (error) {
    if (error instanceof ConfigError)
      return error.message.split('\n').map((line) => line.replace(`${file}:`, ''));
    throw error;
  }
  throw new Error('This configuration was not refused.');
}

/** A warning without the path of the file. */
export function warnings(config: LoadedConfig): string[] {
  return config.warnings.map((line) => line.replace(`${config.file}:`, ''));
}

/** Two accounts that nothing is wrong with, lines 1 to 10. */
export const ACCOUNTS = `accounts:
  site:
    platform: buddypress
    url: https://example.org
    user: parley
    applicationPassword: \${BP_PASSWORD}
  team:
    platform: slack
    botToken: \${SLACK_BOT_TOKEN}
    appToken: \${SLACK_APP_TOKEN}
`;

/** A route between them, two lines. */
export const ROUTES = `routes:
  support: { between: [site:12, team:C0123] }
`;
