import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadConfig } from '../../bridges/config/index.ts';
import { platforms } from '../../bridges/platforms.ts';
import { ALL_SCOPES } from '../../bridges/sandbox/slack/seed.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'parley-examples-'));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const env = {
  BP_PASSWORD: 'abcd efgh ijkl',
  SLACK_BOT_TOKEN: 'example-bot-token',
  SLACK_APP_TOKEN: 'example-app-token',
  SLACK_SIGNING_SECRET: 'example-signing-secret',
  CHATAPI_TOKEN: 'example-chat-token',
  DISCORD_BOT_TOKEN: 'example-discord-token',
  PARLEY_TOKEN: 'example-parley-token',
  OPENAI_API_KEY: 'example-model-key',
};

const examples = readdirSync('examples').filter(
  (name) => name.endsWith('.yaml') && name !== 'slack-manifest.yaml',
);

const bots = examples.filter((name) => name.startsWith('bot'));
const mirrors = examples.filter((name) => !bots.includes(name));

/** An example as it stands, but with its secret files in a place that this machine has. */
function loadExample(name: string) {
  const secrets = path.join(directory, 'secret');
  writeFileSync(secrets, 'example-secret\n');
  const text = readFileSync(path.join('examples', name), 'utf8');
  const file = path.join(directory, name);
  writeFileSync(file, text.replaceAll(/\/run\/secrets\/\w+/g, secrets));
  return loadConfig(file, env, platforms);
}

describe('the examples', () => {
  it('cover every pair of platforms', () => {
    const pairs = mirrors.map((name) =>
      loadExample(name)
        .accounts.map(({ platform }) => platform)
        .toSorted()
        .join(' and '),
    );
    expect(pairs.toSorted()).toEqual([
      'buddypress and chat-api',
      'buddypress and discord',
      'buddypress and slack',
      'chat-api and slack',
      'discord and slack',
    ]);
  });

  it.each(mirrors)('%s loads with nothing doubtful, and mirrors both ways', (name) => {
    const config = loadExample(name);
    expect(config.warnings).toEqual([]);
    expect(config.routes.some(({ from, to }) => from.length > 1 && from.length === to.length)).toBe(true);
  });

  it.each(bots)('%s loads with nothing doubtful, and has a bot', (name) => {
    const config = loadExample(name);
    expect(config.warnings).toEqual([]);
    expect(config.bots).toHaveLength(1);
  });

  it('ask Slack for scopes and events that a mirror needs, and for nothing more', () => {
    const manifest = z
      .object({
        oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
        settings: z.object({ event_subscriptions: z.object({ bot_events: z.array(z.string()) }) }),
      })
      .parse(parse(readFileSync('examples/slack-manifest.yaml', 'utf8')));
    expect(ALL_SCOPES).toEqual(expect.arrayContaining(manifest.oauth_config.scopes.bot));
    expect(manifest.oauth_config.scopes.bot).toEqual(
      expect.arrayContaining([
        'chat:write',
        'chat:write.customize',
        'channels:history',
        'channels:read',
        'users:read',
      ]),
    );
    expect(manifest.settings.event_subscriptions.bot_events).toEqual(
      expect.arrayContaining(['message.channels', 'message.groups', 'reaction_added', 'reaction_removed']),
    );
  });
});
