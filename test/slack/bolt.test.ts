import type { AddressInfo } from 'node:net';
import { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../bridges/slack/logger.ts';
import type { Stage } from './kit.ts';
import { FAST, eventually, openWorkspace } from './kit.ts';

interface Heard {
  readonly text: string;
  readonly retry: number | undefined;
  readonly reason: string | undefined;
}

/** The SDK that most Slack bots are written with, against our workspace: what it takes for Slack is like Slack. */
describe('a bot written with bolt', () => {
  let stage: Stage;
  let app: App | undefined;
  let heard: Heard[];

  beforeEach(async () => {
    stage = await openWorkspace({ redelivery: FAST });
    heard = [];
  });
  afterEach(async () => {
    await app?.stop();
    await stage.close();
  });

  function listen(bot: App): void {
    app = bot;
    bot.message(async ({ message, context, say }) => {
      const text = 'text' in message ? (message.text ?? '') : '';
      heard.push({ text, retry: context.retryNum, reason: context.retryReason });
      if (text === 'fail once' && heard.length === 1) throw new Error('no');
      if (text === 'ping') await say({ text: 'pong', thread_ts: message.ts });
    });
    bot.error(async (error) => {
      throw error;
    });
  }

  async function startHttp(): Promise<void> {
    const { botToken, signingSecret, apiUrl } = settings();
    const bot = new App({
      token: botToken,
      signingSecret,
      clientOptions: { slackApiUrl: apiUrl },
      processBeforeResponse: true,
      logger: silentLogger,
    });
    listen(bot);
    const server = await bot.start({ port: 0, host: '127.0.0.1' });
    const { port } = server.address() as AddressInfo;
    await stage.workspace.setWebhook?.(`http://127.0.0.1:${String(port)}/slack/events`);
  }

  async function startSocket(): Promise<void> {
    const { botToken, appToken, apiUrl } = settings();
    const bot = new App({
      token: botToken,
      appToken,
      socketMode: true,
      clientOptions: { slackApiUrl: apiUrl },
      logger: silentLogger,
    });
    listen(bot);
    await bot.start();
  }

  function settings(): Record<'botToken' | 'appToken' | 'signingSecret' | 'apiUrl', string> {
    const all = stage.workspace.accountSettings();
    const text = (name: string): string => String(all[name]);
    return {
      botToken: text('botToken'),
      appToken: text('appToken'),
      signingSecret: text('signingSecret'),
      apiUrl: text('apiUrl'),
    };
  }

  it.each([
    ['over HTTP', startHttp],
    ['over Socket Mode', startSocket],
  ])('hears people and answers in a thread %s', async (_how, start) => {
    await start();
    const id = await stage.say('ping');
    await eventually(() => heard.length > 0);
    const answers = async () =>
      (await stage.workspace.read(stage.conversation))
        .filter(({ own }) => own)
        .map(({ shown, replyTo }) => [shown, replyTo]);
    while ((await answers()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await answers()).toEqual([['pong', id]]);
    // The counter of the thread's answers changes its first message, which is told as well.
    expect(heard.map(({ text }) => text).filter((text) => text !== '')).toEqual(['ping']);
  });

  it('is asked again over HTTP when it failed, and told why', async () => {
    await startHttp();
    await stage.say('fail once');
    await eventually(() => heard.length === 2);
    expect(heard).toEqual([
      { text: 'fail once', retry: undefined, reason: undefined },
      { text: 'fail once', retry: 1, reason: 'http_error' },
    ]);
  });

  it('gets an event twice with the headers of a repeat', async () => {
    await startHttp();
    stage.workspace.faults.add({ kind: 'deliver-twice' });
    await stage.say('twice');
    await eventually(() => heard.length === 2);
    expect(heard.map(({ retry }) => retry ?? 0).sort()).toEqual([0, 1]);
  });

  it('refuses requests that our workspace did not sign', async () => {
    const { botToken, apiUrl } = settings();
    const bot = new App({
      token: botToken,
      signingSecret: 'another secret',
      clientOptions: { slackApiUrl: apiUrl },
      logger: silentLogger,
    });
    app = bot;
    const server = await bot.start({ port: 0, host: '127.0.0.1' });
    const { port } = server.address() as AddressInfo;
    await expect(
      stage.workspace.setWebhook?.(`http://127.0.0.1:${String(port)}/slack/events`),
    ).rejects.toThrow(/HTTP 401/);
  });

  it('hears a mention as a message and as a mention of the same time', async () => {
    const times: string[] = [];
    await startSocket();
    app?.event('app_mention', async ({ event }) => {
      times.push(event.ts);
    });
    const id = await stage.say('@parley are you there?');
    await eventually(() => times.length === 1 && heard.length === 1);
    expect(times).toEqual([id]);
    expect(heard[0]?.text).toBe('<@U0PARLEY01> are you there?');
  });
});
