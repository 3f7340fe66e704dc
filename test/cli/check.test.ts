import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import type { CheckReport } from '../../bridges/cli/check-report.ts';
import { startBuddyPress } from '../../bridges/sandbox/buddypress/index.ts';
import { startChatApi } from '../../bridges/sandbox/chat-api/index.ts';
import type { Emulator } from '../../bridges/sandbox/kit/index.ts';
import { startSlack } from '../../bridges/sandbox/slack/index.ts';
import { tempDir } from '../support/temp.ts';
import { parley } from './kit.ts';

async function keep(starting: Promise<Emulator>): Promise<Emulator> {
  const emulator = await starting;
  onTestFinished(() => emulator.close());
  return emulator;
}

function firstOf(emulator: Emulator): string {
  return emulator.conversations()[0]?.id ?? '';
}

/** A configuration file with these accounts, every place of `places` in one route. */
function configure(accounts: Record<string, object>, places: readonly string[], web: object = {}): string {
  const file = path.join(tempDir(), 'parley.yaml');
  writeFileSync(file, stringify({ accounts, routes: { all: { between: places } }, web }));
  return file;
}

async function report(config: string): Promise<{ code: number; report: CheckReport }> {
  const { code, out } = await parley(['check', '--json', '-c', config]);
  return { code, report: JSON.parse(out) as CheckReport };
}

describe('parley check', () => {
  it('finds nothing wrong with accounts that work, and says who they are', async () => {
    const [site, team] = await Promise.all([keep(startBuddyPress({ version: 'v2' })), keep(startSlack({}))]);
    const config = configure(
      {
        site: { platform: 'buddypress', ...site.accountSettings() },
        team: { platform: 'slack', ...team.accountSettings() },
      },
      [`site:${firstOf(site)}`, `team:${firstOf(team)}`],
    );
    const { code, out } = await parley(['check', '-c', config]);
    expect(out).toMatch(/^ok {7}site \(BuddyPress\): signed in as .+, feed poll, 1 conversation$/m);
    expect(out).toMatch(/^ok {7}team \(Slack\): signed in as .+, feed socket, 1 conversation$/m);
    expect(out).toMatch(/All is well: "parley run" can start\.$/);
    expect(code).toBe(0);
  });

  it('names every problem with what to do, and never the secret', async () => {
    const [site, phone] = await Promise.all([
      keep(startBuddyPress({ version: 'v2' })),
      keep(startChatApi({})),
    ]);
    const config = configure(
      {
        site: { platform: 'buddypress', ...site.accountSettings(), applicationPassword: 'wrong wrong wrong' },
        phone: { platform: 'chat-api', feed: 'poll', ...phone.accountSettings(), token: 'wrong-token-1' },
        away: {
          platform: 'chat-api',
          feed: 'poll',
          url: 'http://127.0.0.1:9/instance1',
          token: 'wrong-token-2',
        },
      },
      [`site:${firstOf(site)}`, `phone:${firstOf(phone)}`, 'away:1@c.us'],
    );
    const { code, out } = await parley(['check', '-c', config]);
    expect(code).toBe(1);
    for (const name of ['site', 'phone', 'away'])
      expect(out).toMatch(new RegExp(`^problem  ${name} \\(.*not signed in`, 'm'));
    expect(out).toMatch(/problem: Could not .*401[^]*\d problems to solve\.$/);
    expect(out.replace(/^warning .*$/gm, '')).not.toMatch(/wrong/);
  });

  it('prints a report that is data', async () => {
    const site = await keep(startBuddyPress({ version: 'v2' }));
    const config = configure({ site: { platform: 'buddypress', ...site.accountSettings() } }, [
      `site:${firstOf(site)}`,
      'site:999999',
    ]);
    const { code, report: found } = await report(config);
    expect(code).toBe(1);
    expect(found).toMatchObject({
      ok: false,
      file: config,
      accounts: [
        { account: 'site', platform: 'buddypress', feed: 'poll', conversations: [firstOf(site), '999999'] },
      ],
    });
    expect(found.accounts[0]?.findings).toEqual([
      { level: 'problem', message: expect.stringContaining('999999'), advice: expect.stringMatching(/\.$/) },
    ]);
    expect(found.warnings.join()).toContain('applicationPassword is written into the file');
  });

  it('tells how webhooks fare: no address, the address of another, and the address to enter by hand', async () => {
    const [phone, team] = await Promise.all([keep(startChatApi({})), keep(startSlack({}))]);
    const accounts = {
      phone: { platform: 'chat-api', feed: 'webhook', ...phone.accountSettings() },
      team: { platform: 'slack', feed: 'webhook', ...team.accountSettings() },
    };
    const places = [`phone:${firstOf(phone)}`, `team:${firstOf(team)}`];
    const unreachable = await report(configure(accounts, places));
    expect(unreachable.code).toBe(0);
    expect(unreachable.report.accounts.map(({ findings }) => findings.map(({ message }) => message))).toEqual(
      [
        [expect.stringContaining('web.publicUrl is not set')],
        [expect.stringContaining('web.publicUrl is not set')],
      ],
    );

    await phone.setWebhook?.('https://elsewhere.example/secret-path');
    const config = configure(accounts, places, { publicUrl: 'https://parley.example.org' });
    const reachable = await report(config);
    expect(reachable.code).toBe(0);
    expect(reachable.report.accounts[0]?.findings).toEqual([
      {
        level: 'warning',
        message:
          'The service calls another address already (elsewhere.example), which Parley does not replace.',
        advice: expect.stringContaining('polling'),
      },
    ]);
    const address = reachable.report.accounts[1]?.webhookUrl;
    expect(address).toMatch(/^https:\/\/parley\.example\.org\/hooks\/team\/\w+$/);
    const again = await report(config);
    expect(again.report.accounts[1]?.webhookUrl).toBe(address);
  });

  it('refuses a wrong configuration before it calls anybody', async () => {
    const file = path.join(tempDir(), 'parley.yaml');
    writeFileSync(file, 'accounts:\n  site: { platform: budypress }\n');
    const { code, err, out } = await parley(['check', '-c', file]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`${file}:2:21: Unknown platform "budypress". Did you mean "buddypress"?`);
    expect(err).toMatch(/2 problems\. Nothing was started\.$/);
  });
});
