import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { stringify } from 'yaml';
import { startDaemon } from '../../bridges/cli/daemon.ts';
import { loadConfig } from '../../bridges/config/index.ts';
import { openJournal } from '../../bridges/journal/index.ts';
import { platforms, sockets } from '../../bridges/platforms.ts';
import { startBuddyPress } from '../../bridges/sandbox/buddypress/index.ts';
import type { Emulator } from '../../bridges/sandbox/kit/index.ts';
import { startSlack } from '../../bridges/sandbox/slack/index.ts';
import { silent } from '../support/relay.ts';
import { tempDir } from '../support/temp.ts';
import { parley } from './kit.ts';
import { ensureBuilt, start } from './process.ts';

interface Stage {
  readonly site: Emulator;
  readonly team: Emulator;
  readonly thread: string;
  readonly channels: readonly [string, string];
  readonly config: string;
  readonly journal: string;
  say(where: Emulator, conversation: string, ...texts: string[]): Promise<void>;
  /** Writes the configuration with these places of the route. */
  write(between: readonly string[]): void;
}

/** A site and a team, one thread and one channel mirrored. Nothing runs yet. */
async function setStage(): Promise<Stage> {
  const [site, team] = await Promise.all([startBuddyPress({}), startSlack({})]);
  onTestFinished(async () => {
    await Promise.all([site.close(), team.close()]);
  });
  const thread = site.conversations()[0]?.id ?? '';
  const [one = '', two = ''] = team.conversations().map(({ id }) => id);
  const directory = tempDir();
  const config = path.join(directory, 'parley.yaml');
  const accounts = {
    site: {
      platform: 'buddypress',
      ...site.accountSettings(),
      pollEvery: '100ms',
      rate: { perConversationPerSecond: 1000 },
    },
    team: { platform: 'slack', ...team.accountSettings(), rate: { perConversationPerSecond: 1000 } },
  };
  const write = (between: readonly string[]): void => {
    writeFileSync(
      config,
      stringify({ accounts, routes: { support: { between } }, web: { port: 0 }, log: { level: 'silent' } }),
    );
  };
  write([`site:${thread}`, `team:${one}`]);
  return {
    site,
    team,
    thread,
    channels: [one, two],
    config,
    journal: path.join(directory, 'parley.db'),
    write,
    async say(where, conversation, ...texts) {
      const as = where.people()[0]?.id ?? '';
      for (const text of texts) await where.say({ conversation, as, text });
    },
  };
}

/** The daemon itself, with every feed running. */
async function run({ config, journal }: Stage): Promise<{ stop(): Promise<void>; idle(): Promise<void> }> {
  const daemon = await startDaemon(loadConfig(config, {}, platforms), { log: silent, platforms, sockets });
  let running = true;
  const stop = async (): Promise<void> => {
    if (running) await daemon.stop();
    running = false;
  };
  onTestFinished(stop);
  await vi.waitFor(() => {
    expect(daemon.relay.ready().reasons).toEqual([]);
  }, 10_000);
  return {
    stop,
    async idle() {
      const book = await openJournal(journal);
      try {
        await vi.waitFor(async () => expect((await book.counts()).waiting).toBe(0), 15_000);
      } finally {
        await book.close();
      }
    },
  };
}

/** What people see in a conversation, without the names before copies. */
async function shown(where: Emulator, conversation: string): Promise<string[]> {
  const messages = await where.read(conversation);
  return messages.map((message) => message.shown.replace(/^[^:\n]+: /, '').trim());
}

const history = Array.from({ length: 12 }, (_, index) => `line ${String(index + 1)}`);
const HEAD = /^CONVERSATION +MESSAGES +FIRST +LAST +NEW$/m;

describe('parley backfill', () => {
  it('copies what was said before, in order and once, however often it is run', async () => {
    const stage = await setStage();
    const [channel] = stage.channels;
    const before = await shown(stage.team, channel);
    await stage.say(stage.site, stage.thread, ...history);
    const daemon = await run(stage);
    const args = [
      'backfill',
      'support',
      '--since',
      '1h',
      '--from',
      `site:${stage.thread}`,
      '-c',
      stage.config,
    ];
    const { code, out } = await parley(args);
    expect(code).toBe(0);
    expect(out).toMatch(HEAD);
    const [, fresh, all] = /^(\d+) of (\d+) deliveries were new\./m.exec(out) ?? [];
    expect(fresh).toBe(all);
    await daemon.idle();
    const after = await shown(stage.team, channel);
    expect(after).toHaveLength(before.length + Number(all));
    expect(after.slice(-history.length)).toEqual(history);
    expect((await parley(args)).out).toContain(`0 of ${String(all)} deliveries were new.`);
    await daemon.idle();
    expect(await shown(stage.team, channel)).toEqual(after);
  });

  it('waits for the next start where no daemon runs', async () => {
    const stage = await setStage();
    await stage.say(stage.site, stage.thread, ...history);
    const since = new Date(Date.now() - 3_600_000).toISOString();
    const { code } = await parley(['backfill', 'support', '--since', since, '-c', stage.config]);
    expect(code).toBe(0);
    const daemon = await run(stage);
    await daemon.idle();
    expect((await shown(stage.team, stage.channels[0])).slice(-history.length)).toEqual(history);
  });

  it('repeats nothing that was mirrored as it happened, and sends no copy back', async () => {
    const stage = await setStage();
    const [channel] = stage.channels;
    const daemon = await run(stage);
    await stage.say(stage.site, stage.thread, 'seen live');
    await stage.say(stage.team, channel, 'seen live too');
    await vi.waitFor(async () => {
      expect(await shown(stage.team, channel)).toContain('seen live');
      expect(await shown(stage.site, stage.thread)).toContain('seen live too');
    }, 10_000);
    await daemon.idle();
    await parley(['backfill', 'support', '--since', '1h', '-c', stage.config]);
    await daemon.idle();
    const [there, here] = [await shown(stage.team, channel), await shown(stage.site, stage.thread)];
    for (const text of ['seen live', 'seen live too']) {
      expect(there.filter((one) => one === text)).toHaveLength(1);
      expect(here.filter((one) => one === text)).toHaveLength(1);
    }
  });

  it('brings answers that a service keeps in threads, at their own time', async () => {
    const stage = await setStage();
    const [channel] = stage.channels;
    const as = stage.team.people()[0]?.id ?? '';
    const question = await stage.team.say({ conversation: channel, as, text: 'a question' });
    await stage.say(stage.team, channel, 'something else');
    await stage.team.say({ conversation: channel, as, text: 'an answer', replyTo: question.id });
    await stage.say(stage.team, channel, 'the end');
    const from = `team:${channel}`;
    await parley(['backfill', 'support', '--since', '1h', '--from', from, '-c', stage.config]);
    const daemon = await run(stage);
    await daemon.idle();
    const there = (await shown(stage.site, stage.thread)).slice(-4);
    expect(
      there.map((text) =>
        text
          .split('\n')
          .at(-1)
          ?.replace(/^[^:]+: /, ''),
      ),
    ).toEqual(['a question', 'something else', 'an answer', 'the end']);
  });

  it('brings a place that was added to the route all of it, several sources by time', async () => {
    const stage = await setStage();
    const [one, two] = stage.channels;
    const first = await run(stage);
    for (const turn of ['1', '2', '3']) {
      await stage.say(stage.site, stage.thread, `site ${turn}`);
      await stage.say(stage.team, one, `team ${turn}`);
    }
    await vi.waitFor(async () => expect(await shown(stage.site, stage.thread)).toContain('team 3'), 10_000);
    await first.idle();
    await first.stop();
    stage.write([`site:${stage.thread}`, `team:${one}`, `team:${two}`]);
    const before = [await shown(stage.team, one), await shown(stage.site, stage.thread)];
    const since = '1h';
    await parley(['backfill', 'support', '--since', since, '-c', stage.config]);
    const second = await run(stage);
    await second.idle();
    const there = await shown(stage.team, two);
    expect(there.filter((text) => /^site \d$/.test(text))).toEqual(['site 1', 'site 2', 'site 3']);
    expect(there.filter((text) => /^team \d$/.test(text))).toEqual(['team 1', 'team 2', 'team 3']);
    const places = [await shown(stage.team, one), await shown(stage.site, stage.thread)];
    for (const [index, texts] of places.entries()) {
      const talk = (all: readonly string[] = []): string[] =>
        all.filter((text) => /^(site|team) \d$/.test(text));
      expect(talk(texts)).toEqual(talk(before[index]));
    }
  });

  it('with --dry-run counts what would be new, and writes nothing', async () => {
    const stage = await setStage();
    await stage.say(stage.site, stage.thread, ...history);
    const dry = ['backfill', 'support', '--since', '1h', '--dry-run', '--json', '-c', stage.config];
    const look = async () => JSON.parse((await parley(dry)).out) as Record<string, unknown>;
    const first = await look();
    expect(existsSync(stage.journal)).toBe(false);
    expect(first).toMatchObject({
      route: 'support',
      dryRun: true,
      conversations: [
        { account: 'site', conversation: stage.thread, first: expect.any(String), last: expect.any(String) },
        { account: 'team', conversation: stage.channels[0] },
      ],
    });
    expect(first['new']).toBe(first['deliveries']);
    const book = await openJournal(stage.journal);
    onTestFinished(() => book.close());
    expect(await look()).toEqual({ ...first, since: expect.any(String) });
    expect(await book.counts()).toEqual({ waiting: 0, done: 0, failed: 0, skipped: 0 });
    await parley(['backfill', 'support', '--since', '1h', '-c', stage.config]);
    expect(await look()).toMatchObject({ deliveries: first['deliveries'], new: 0 });
  });

  it('takes only what was said since', async () => {
    const stage = await setStage();
    stage.site.clock.step(-86_400_000);
    await stage.say(stage.site, stage.thread, 'yesterday');
    stage.site.clock.step(86_400_000);
    await stage.say(stage.site, stage.thread, 'today');
    const args = ['backfill', 'support', '--from', `site:${stage.thread}`, '--json', '-c', stage.config];
    const count = async (since: string): Promise<unknown> =>
      (JSON.parse((await parley([...args, '--dry-run', '--since', since])).out) as Record<string, unknown>)[
        'new'
      ];
    const recent = Number(await count('12h'));
    expect(await count('2d')).toBe(recent + 1);
  });

  it('waits where the service asks for it, and says so', async () => {
    const stage = await setStage();
    const match = { path: 'conversations.history' };
    stage.team.faults.add({ kind: 'status', status: 429, retryAfter: 1, match });
    const { code, err } = await parley([
      'backfill',
      'support',
      '--since',
      '1h',
      '--dry-run',
      '-c',
      stage.config,
    ]);
    expect(code).toBe(0);
    expect(err).toMatch(/^team:\w+ has to be waited for: .*429.*\. Reading goes on in 1 s\.$/m);
  });
});

describe('a parley backfill that is stopped', () => {
  it('ends at once, leaves nothing half done, and says how to go on', async () => {
    ensureBuilt();
    const stage = await setStage();
    await stage.say(stage.site, stage.thread, ...history);
    const slow = { kind: 'slow', ms: 20_000, match: { path: 'conversations.history' } } as const;
    stage.team.faults.add(slow);
    const program = start(['backfill', 'support', '--since', '1h', '-c', stage.config]);
    await program.until(/Reading team/);
    program.signal('SIGINT');
    expect(await program.ended).toBe(1);
    expect(program.written()).toContain('run the command again for the rest');
    const book = await openJournal(stage.journal);
    onTestFinished(() => book.close());
    expect(await book.counts()).toMatchObject({ waiting: 0 });
  });
});

describe('parley backfill refuses', () => {
  it('a route, a place or a date that is none', async () => {
    const { config } = await setStage();
    const refuse = async (...args: string[]): Promise<string> => {
      const { code, err } = await parley(['backfill', ...args, '-c', config]);
      expect(code).toBe(2);
      return err;
    };
    expect(await refuse('suport', '--since', '1d')).toBe(
      `${config} has no route "suport". Did you mean "support"?`,
    );
    expect(await refuse('support', '--since', '1d', '--from', 'site:0')).toMatch(
      /^The route "support" brings nothing from "site:0"\. Did you mean "site:\d+"\?$/,
    );
    for (const wrong of ['yesterday', '2026-02-31', '2026-13-01', '3', '-1d', '2026-01-01T25:00']) {
      expect(await refuse('support', `--since=${wrong}`)).toBe(
        `"${wrong}" is no date. Write one as 2026-01-31 or 2026-01-31T18:30Z, or how long ago as 90m, 12h, 30d or 8w.`,
      );
    }
    expect(await refuse('support', '--since', '2999-01-01')).toBe(
      '2999-01-01T00:00:00.000Z is still to come. Name a moment of the past.',
    );
    expect(await refuse('support')).toContain('--since');
  });

  it('to go on where an account does not answer, and hands nothing over', async () => {
    const stage = await setStage();
    await stage.say(stage.site, stage.thread, 'one');
    await stage.team.close();
    const { code, err } = await parley(['backfill', 'support', '--since', '1h', '-c', stage.config]);
    expect(code).toBe(1);
    expect(err).toMatch(/^Could not /m);
    const book = await openJournal(stage.journal);
    onTestFinished(() => book.close());
    expect(await book.counts()).toMatchObject({ waiting: 0 });
  });
});
