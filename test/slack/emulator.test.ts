import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../bridges/slack/logger.ts';
import { ServiceError } from '../../src/host/index.ts';
import type { Stage } from './kit.ts';
import { openWorkspace } from './kit.ts';

interface Answer {
  readonly ok: boolean;
  readonly error?: string;
  readonly ts?: string;
  readonly [key: string]: unknown;
}

describe('the Slack of the sandbox', () => {
  let stage: Stage;
  let call: (method: string, args?: Record<string, unknown>, token?: string) => Promise<Answer>;

  beforeEach(async () => {
    stage = await openWorkspace();
    call = async (method, args = {}, token = String(stage.workspace.accountSettings()['botToken'])) => {
      const body = new URLSearchParams(
        Object.entries(args).map(([name, value]) => [
          name,
          typeof value === 'string' ? value : JSON.stringify(value),
        ]),
      );
      const response = await fetch(`${stage.workspace.origin}/api/${method}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body,
      });
      return (await response.json()) as Answer;
    };
  });
  afterEach(() => stage.close());

  const post = (args: Record<string, unknown> = {}): Promise<Answer> =>
    call('chat.postMessage', { channel: stage.conversation, text: 'hello', ...args });

  it.each([
    ['channel_not_found', 'chat.postMessage', { channel: 'C0NOWHERE', text: 'x' }],
    ['not_in_channel', 'chat.postMessage', { channel: 'C0UNJOINED', text: 'x' }],
    ['is_archived', 'chat.postMessage', { channel: 'C0ARCHIVED', text: 'x' }],
    ['no_text', 'chat.postMessage', { channel: 'C0GENERAL1', text: '' }],
    ['thread_not_found', 'chat.postMessage', { channel: 'C0GENERAL1', text: 'x', thread_ts: '1.000000' }],
    ['message_not_found', 'chat.update', { channel: 'C0GENERAL1', text: 'x', ts: '1.000000' }],
    ['message_not_found', 'chat.delete', { channel: 'C0GENERAL1', ts: '1.000000' }],
    ['thread_not_found', 'conversations.replies', { channel: 'C0GENERAL1', ts: '1.000000' }],
    ['user_not_found', 'users.info', { user: 'U0NOBODY' }],
    ['bot_not_found', 'bots.info', { bot: 'B0NOBODY' }],
    ['file_not_found', 'files.info', { file: 'F0NOTHING' }],
    ['invalid_name', 'reactions.add', { channel: 'C0GENERAL1', timestamp: '1.000000', name: 'Not A Name' }],
    ['unknown_method', 'chat.shout', {}],
    ['invalid_arguments', 'conversations.info', {}],
  ])('answers %s as the real one does', async (code, method, args) => {
    expect(await call(method, args)).toMatchObject({ ok: false, error: code });
  });

  it.each([
    ['invalid_auth', 'xoxb-other', 'auth.test'],
    ['not_allowed_token_type', 'xapp-sandbox', 'auth.test'],
    ['not_allowed_token_type', 'xoxb-sandbox', 'apps.connections.open'],
    ['not_authed', '', 'auth.test'],
  ])('answers %s to the token %j of %s', async (code, token, method) => {
    expect(await call(method, {}, token)).toMatchObject({ ok: false, error: code });
  });

  it('names the scope that is missing and those that are there', async () => {
    stage.workspace.setScopes(['chat:write']);
    expect(await call('users.info', { user: stage.ann })).toEqual({
      ok: false,
      error: 'missing_scope',
      needed: 'users:read',
      provided: 'chat:write',
    });
    expect(await post({ username: 'Ann' })).toMatchObject({
      error: 'missing_scope',
      needed: 'chat:write.customize',
    });
  });

  it('lets an app change and delete only what it wrote', async () => {
    const theirs = { channel: stage.conversation, ts: await stage.say('mine') };
    expect((await call('chat.update', { ...theirs, text: 'x' })).error).toBe('cant_update_message');
    expect((await call('chat.delete', theirs)).error).toBe('cant_delete_message');
    const other = (await post()).ts;
    const args = { channel: stage.conversation, ts: other, text: 'x' };
    expect((await call('chat.update', args, stage.workspace.otherBotToken)).error).toBe(
      'cant_update_message',
    );
  });

  it('knows each reaction once', async () => {
    const args = { channel: stage.conversation, timestamp: await stage.say('hi'), name: 'tada' };
    expect((await call('reactions.remove', args)).error).toBe('no_reaction');
    expect((await call('reactions.add', args)).ok).toBe(true);
    expect((await call('reactions.add', args)).error).toBe('already_reacted');
  });

  it('shows metadata only when it is asked for', async () => {
    const metadata = { event_type: 'x', event_payload: { key: 'k' } };
    await post({ metadata });
    const args = { channel: stage.conversation, limit: 1 };
    expect((await call('conversations.history', args))['messages']).not.toMatchObject([{ metadata }]);
    expect(
      (await call('conversations.history', { ...args, include_all_metadata: true }))['messages'],
    ).toMatchObject([{ metadata }]);
  });

  it('cuts what is longer than 40,000 characters and warns', async () => {
    expect(await post({ text: 'x'.repeat(40_001) })).toMatchObject({
      ok: true,
      warning: 'message_truncated',
    });
    expect((await stage.workspace.read(stage.conversation)).at(-1)?.stored).toHaveLength(40_000);
  });

  it('marks links and escapes what is no markup, as the real one stores it', async () => {
    await post({ text: 'a < b & c <!here> <@U0NADIA001> https://a.example/x_y. &amp;' });
    expect((await stage.workspace.read(stage.conversation)).at(-1)?.stored).toBe(
      'a &lt; b &amp; c <!here> <@U0NADIA001> <https://a.example/x_y>. &amp;',
    );
  });

  it('turns typed names, channels and emoji into references', async () => {
    await stage.say('@Nadia see #random 👍 and *this*');
    expect((await stage.workspace.read(stage.conversation)).at(-1)).toMatchObject({
      stored: '<@U0NADIA001> see <#C0RANDOM01|random> :+1: and *this*',
      shown: '@Nadia see #random 👍 and *this*',
    });
  });

  it('lets three posts at once into a channel and then one a second, by its own clock', async () => {
    await stage.close();
    stage = await openWorkspace({ limits: 'real' });
    const results = [];
    for (let index = 0; index < 4; index += 1) results.push(await post());
    expect(results.map(({ error }) => error)).toEqual([undefined, undefined, undefined, 'ratelimited']);
    expect((await post({ channel: stage.other })).ok).toBe(true);
    stage.workspace.clock.step(1_000);
    expect((await post()).ok).toBe(true);
  });

  it('asks the SDK to wait when a method is called too often', async () => {
    await stage.close();
    stage = await openWorkspace({ limits: 'real' });
    const client = new WebClient(String(stage.workspace.accountSettings()['botToken']), {
      slackApiUrl: `${stage.workspace.origin}/api/`,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: silentLogger,
    });
    const calls = Array.from({ length: 21 }, () => client.conversations.list());
    const refused = (await Promise.allSettled(calls)).filter(({ status }) => status === 'rejected');
    expect(refused).toMatchObject([{ reason: { code: 'slack_webapi_rate_limited_error', retryAfter: 3 } }]);
  });

  it('tells of its people and channels at its second door', async () => {
    const door = await (await fetch(`${stage.workspace.origin}/_control`)).json();
    expect(door).toMatchObject({
      platform: 'slack',
      conversations: stage.workspace.conversations(),
      people: stage.workspace.people(),
    });
    expect(stage.workspace.conversations().length).toBeGreaterThanOrEqual(3);
    const picture = await fetch(`${stage.workspace.origin}/avatars/${stage.ann}.png`);
    expect(picture.headers.get('content-type')).toBe('image/png');
  });

  it('takes so many reactions of one app, and only emoji that the workspace has', async () => {
    const connection = stage.connect();
    const id = await stage.say('react to this');
    const react = (emoji: string) =>
      connection.react?.(stage.conversation, id, emoji).then(
        () => 'done',
        (error: unknown) => (error instanceof ServiceError ? `${error.kind}: ${error.code ?? ''}` : error),
      );
    expect(await react(':only_elsewhere:')).toBe('unsupported: invalid_name');
    const results = [];
    for (const emoji of [...'😀😃😄😁😆😅🤣😂🙂🙃😉😊😇🥰😍🤩😘😗😋😛😜🤪😝🤑🤗🤭'])
      results.push(await react(emoji));
    expect(results.filter((result) => result === 'done')).toHaveLength(23);
    expect(new Set(results.slice(23))).toEqual(new Set(['unsupported: too_many_reactions']));
  });
});
