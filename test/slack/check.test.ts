import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stage } from './kit.ts';
import { openWorkspace } from './kit.ts';

describe('the check of a Slack account', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openWorkspace();
  });
  afterEach(() => stage.close());

  const check = async (conversations: readonly string[], settings: object = {}): Promise<string[]> =>
    (await stage.connect(settings).check(conversations)).map(
      ({ level, message, advice }) => `${level}: ${message} ${advice}`,
    );

  it('says how to invite the bot where it is not', async () => {
    expect(await check(['C0UNJOINED'])).toEqual([
      'problem: The bot is not in #leads (C0UNJOINED). Write /invite @parley in the channel.',
    ]);
  });

  it('says that a channel is archived', async () => {
    expect(await check(['C0ARCHIVED'])).toEqual([
      'problem: #old-news (C0ARCHIVED) is archived. Unarchive it or take it out of the routes.',
    ]);
  });

  it('names the scopes that are missing, and what does not work without them', async () => {
    stage.workspace.setScopes([
      'chat:write',
      'channels:read',
      'channels:history',
      'users:read',
      'reactions:read',
      'reactions:write',
      'files:read',
    ]);
    expect(await check([stage.conversation])).toEqual([
      expect.stringMatching(/^problem: The bot lacks the scopes chat:write\.customize\./),
      expect.stringMatching(
        /^warning: The bot lacks the scopes files:write: reactions or files do not cross/,
      ),
    ]);
  });

  it('names the scope that a channel cannot be read without', async () => {
    stage.workspace.setScopes(['chat:write', 'channels:read']);
    expect((await check([stage.conversation])).at(-1)).toMatch(
      /missing_scope.*Add the scope channels:history to the bot/,
    );
  });

  it('tells a wrong app token from a wrong bot token', async () => {
    expect(await check([], { appToken: 'xapp-wrong' })).toEqual([
      expect.stringMatching(/^problem: appToken is not accepted: "invalid_auth"/),
    ]);
    expect(await check([], { botToken: 'xapp-sandbox', appToken: 'xoxb-sandbox' })).toEqual([
      expect.stringMatching(/sign in to Slack: "not_allowed_token_type".*perhaps they are swapped/),
      expect.stringMatching(
        /^problem: appToken is not accepted: "not_allowed_token_type".*perhaps they are swapped/,
      ),
    ]);
  });

  it('shows no token, whatever goes wrong', async () => {
    stage.workspace.revokeTokens();
    const findings = (await check([stage.conversation])).join('\n');
    expect(findings).toMatch(/token_revoked/);
    expect(findings).not.toMatch(/xoxb-|xapp-s/);
  });
});

describe('settings of a Slack account', () => {
  it('name the setting that each feed needs', async () => {
    const { slack } = await import('../../bridges/slack/index.ts');
    expect(slack.feedNeeds).toEqual({ socket: 'appToken', webhook: 'signingSecret' });
    expect(slack.settings.parse({ botToken: 'xoxb-x' })).toEqual({
      botToken: 'xoxb-x',
      apiUrl: 'https://slack.com/api/',
    });
    expect(slack.settings.parse({ botToken: 'xoxb-x', apiUrl: 'http://127.0.0.1:1/api' }).apiUrl).toBe(
      'http://127.0.0.1:1/api/',
    );
  });
});
