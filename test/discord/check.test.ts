import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stage } from './kit.ts';
import { openServer } from './kit.ts';

describe('the check of a Discord account', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openServer();
  });
  afterEach(() => stage.close());

  const check = async (conversations: readonly string[], settings: object = {}): Promise<string[]> =>
    (await stage.connect(settings).check(conversations)).map(
      ({ level, message, advice }) => `${level}: ${message} ${advice}`,
    );

  it('names the intent to switch on', async () => {
    stage.server.admin.setContentIntent(false);
    expect(await check([])).toEqual([
      expect.stringMatching(/^problem: The bot may not read.*Switch on "Message Content Intent"/),
    ]);
  });

  it('names the permissions that are missing, and what does not work without them', async () => {
    stage.server.admin.deny(stage.general, ['AddReactions', 'AttachFiles']);
    stage.server.admin.deny(stage.support, ['SendMessages']);
    expect(await check([stage.general, stage.support])).toEqual([
      expect.stringMatching(/^warning: The bot lacks Add Reactions, Attach Files in #general .*do not cross/),
      expect.stringMatching(/^problem: The bot lacks Send Messages in #support /),
    ]);
  });

  it('does not miss webhooks where they are switched off', async () => {
    stage.server.admin.deny(stage.general, ['ManageWebhooks']);
    expect(await check([stage.general], { webhooks: 'off' })).toEqual([]);
  });

  it('says that a channel cannot be seen, or is not there', async () => {
    expect(await check(['1180000000000000204', '1180000000000009999'])).toEqual([
      expect.stringMatching(/^problem: .*\(50001\).*View Channel/),
      expect.stringMatching(/^problem: .*\(10003\).*Check the id of the channel/),
    ]);
  });

  it('shows no token', async () => {
    stage.server.admin.revokeToken();
    const findings = (await check([stage.general])).join('\n');
    expect(findings).toMatch(/HTTP 401.*Check botToken/);
    expect(findings).not.toContain(String(stage.server.accountSettings()['botToken']));
  });
});
