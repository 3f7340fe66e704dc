import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ALL_SCOPES, sign } from '../../bridges/sandbox/slack/index.ts';
import { WebhookRefused } from '../../src/host/index.ts';
import type { ParleyEvent } from '../../src/model/index.ts';
import { authorOf } from '../../src/model/index.ts';
import type { WebhookRequest } from '../../src/platforms/index.ts';
import { plainText, textTree } from '../../src/text/index.ts';
import type { SlackConnection, Stage } from './kit.ts';
import { eventually, openWorkspace } from './kit.ts';

describe('events of Slack', () => {
  let stage: Stage;
  let connection: SlackConnection;

  beforeEach(async () => {
    stage = await openWorkspace();
    connection = stage.connect();
  });
  afterEach(() => stage.close());

  /** Everything that the workspace has told so far, as the feed reads it. */
  async function told(): Promise<ParleyEvent[]> {
    const events: ParleyEvent[] = [];
    for (const { body } of stage.workspace.deliveries()) events.push(...(await connection.readEvent(body)));
    return events;
  }
  const summary = async () =>
    (await told()).map((event) => [
      event.type,
      'message' in event ? plainText(event.message.text) : 'emoji' in event ? event.emoji : event.messageId,
      authorOf(event)?.kind,
    ]);

  async function post(text: string, token: string, more: object = {}): Promise<string> {
    const response = await fetch(`${stage.workspace.origin}/api/chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ channel: stage.conversation, text, ...more }),
    });
    const { ts } = (await response.json()) as { ts: string };
    return ts;
  }
  async function copy(text: string): Promise<string> {
    const [part] = connection.compose({
      text: textTree(text),
      key: '7',
      author: { name: 'Zoë', avatarUrl: 'https://a.example/z.png' },
    });
    return (part && (await connection.send(stage.conversation, part)).id) ?? '';
  }

  it('names the author and everybody in the text', async () => {
    await stage.say('@tomas look at #support');
    expect(await told()).toMatchObject([
      {
        type: 'message.created',
        message: {
          author: {
            id: stage.ann,
            name: 'Nadia',
            kind: 'person',
            avatarUrl: `${stage.workspace.origin}/avatars/${stage.ann}.png`,
          },
          text: {
            children: [
              {
                children: [
                  { type: 'mention', id: 'U0TOMAS001', name: 'Tomás' },
                  { type: 'text', value: ' look at ' },
                  { type: 'channelRef', id: 'C0SUPPORT1', name: 'support' },
                ],
              },
            ],
          },
        },
      },
    ]);
  });

  it('shows ids for names that it may not look up', async () => {
    stage.workspace.setScopes(['channels:history']);
    await stage.say('@tomas hello');
    const [event] = await told();
    expect(event).toMatchObject({ message: { author: { id: stage.ann, name: stage.ann } } });
    expect(event && 'message' in event ? plainText(event.message.text) : '').toBe('@U0TOMAS001 hello');
  });

  it('makes one event of a mention, which Slack tells twice', async () => {
    await stage.say('@parley hello');
    const events = await told();
    expect(events).toHaveLength(2);
    expect(new Set(events.map(({ key }) => key)).size).toBe(1);
  });

  it('tells changes of the words, not previews of links and counters of threads', async () => {
    const id = await stage.say('see https://a.example');
    await stage.say('an answer', id);
    await stage.workspace.edit({ conversation: stage.conversation, id, as: stage.ann, text: 'see nothing' });
    expect(await summary()).toEqual([
      ['message.created', 'see https://a.example', 'person'],
      ['message.created', 'an answer', 'person'],
      ['message.edited', 'see nothing', 'person'],
    ]);
  });

  it('tells deletions, also of the head of a thread, which leaves a tombstone', async () => {
    const [lone, head] = [await stage.say('lone'), await stage.say('head')];
    await stage.say('answer', head);
    for (const id of [lone, head])
      await stage.workspace.delete({ conversation: stage.conversation, id, as: stage.ann });
    expect((await summary()).slice(-2)).toEqual([
      ['message.deleted', lone, 'person'],
      ['message.deleted', head, 'person'],
    ]);
  });

  it('tells reactions with their characters', async () => {
    const id = await stage.say('good news');
    const reaction = { conversation: stage.conversation, id, as: stage.ben };
    await stage.workspace.react({ ...reaction, emoji: '🎉' });
    await stage.workspace.react({ ...reaction, emoji: '🎉', remove: true });
    await stage.workspace.react({ ...reaction, emoji: ':partyparrot:' });
    expect((await summary()).slice(1)).toEqual([
      ['reaction.added', '🎉', 'person'],
      ['reaction.removed', '🎉', 'person'],
      ['reaction.added', ':partyparrot:', 'person'],
    ]);
  });

  it('brings files with what it takes to download them', async () => {
    const bytes = new TextEncoder().encode('a,b\n1,2\n');
    stage.workspace.share({
      conversation: stage.conversation,
      as: stage.ann,
      name: 'table.txt',
      bytes,
      text: 'numbers',
    });
    const [event] = await told();
    const attachment = event && 'message' in event ? event.message.attachments[0] : undefined;
    expect(attachment).toMatchObject({
      kind: 'document',
      name: 'table.txt',
      mimeType: 'text/plain',
      size: bytes.length,
    });
    expect(attachment && (await connection.download?.(attachment))).toEqual(bytes);
  });

  it('says which scope a download lacks, and gives its token to nobody else', async () => {
    const bytes = new Uint8Array(3);
    stage.workspace.share({ conversation: stage.conversation, as: stage.ann, name: 'a.bin', bytes });
    const [event] = await told();
    const attachment = event && 'message' in event ? event.message.attachments[0] : undefined;
    if (!attachment) throw new Error('no attachment');
    stage.workspace.setScopes(['chat:write']);
    await expect(connection.download?.(attachment)).rejects.toThrow(/files:read/);
    await expect(connection.download?.({ ...attachment, url: 'http://127.0.0.1:9/x' })).rejects.toThrow(
      /not Slack/,
    );
    await expect(
      connection.download?.({ ...attachment, url: 'https://slack.com.evil.example/x' }),
    ).rejects.toThrow(/not Slack/);
  });

  it('knows its own posts, edits, deletions and reactions', async () => {
    const id = await copy('a copy');
    const [part] = connection.compose({ text: textTree('changed'), key: '7' });
    if (part) await connection.edit?.(stage.conversation, id, part);
    await connection.react?.(stage.conversation, id, '👀');
    await connection.delete?.(stage.conversation, id);
    expect(await summary()).toEqual([
      ['message.created', 'a copy', 'self'],
      ['message.edited', 'changed', 'self'],
      ['reaction.added', '👀', 'self'],
      ['message.deleted', id, 'self'],
    ]);
  });

  it('takes another bot for a bot, and a copy by another Parley for a copy', async () => {
    const token = stage.workspace.otherBotToken;
    await post('build is green', token);
    await post('under another name', token, { username: 'CI' });
    await post('mirrored', token, { metadata: { event_type: 'parley_copy', event_payload: { key: '1#0' } } });
    expect(await summary()).toEqual([
      ['message.created', 'build is green', 'bot'],
      ['message.created', 'under another name', 'bot'],
      ['message.created', 'mirrored', 'self'],
    ]);
    expect((await told()).map((event) => authorOf(event)?.name)).toEqual(['builder', 'CI', 'parley']);
  });

  it('shows a copy under the name and picture of its author', async () => {
    await copy('hello');
    const [own] = await stage.workspace.read(stage.conversation);
    expect(own).toMatchObject({ authorName: 'Zoë', own: true, shown: 'hello' });
  });

  it('hangs an answer to an answer on the head of the thread', async () => {
    const head = await stage.say('head');
    const answer = await stage.say('answer', head);
    const fresh = stage.connect();
    const [part] = fresh.compose({ text: textTree('me too'), key: '8', replyTo: answer });
    if (!part) throw new Error('no part');
    const since = stage.host.now();
    stage.workspace.faults.add({ kind: 'lost-answer', match: { path: 'chat.postMessage' } });
    await expect(fresh.send(stage.conversation, part)).rejects.toMatchObject({ outcome: 'unknown' });
    const own = (await stage.workspace.read(stage.conversation)).find((message) => message.own);
    expect(own?.replyTo).toBe(head);
    const found = await fresh.findSent(stage.conversation, part, { since, isKnown: () => false });
    expect(found?.id).toBe(own?.id);
  });

  it('answers in the channel when what it answers is gone', async () => {
    const [part] = connection.compose({ text: textTree('late'), key: '9', replyTo: '1700000000.000000' });
    if (part) await connection.send(stage.conversation, part);
    expect(
      (await stage.workspace.read(stage.conversation)).map(({ shown, replyTo }) => [shown, replyTo]),
    ).toEqual([['late', undefined]]);
  });

  it('finds a shared file whose answer was lost', async () => {
    const file = {
      name: 'a.txt',
      mimeType: 'text/plain',
      kind: 'document',
      bytes: new Uint8Array(5).fill(65),
    } as const;
    const [part] = connection.compose({
      text: textTree(''),
      key: '10',
      author: { name: 'Zoë' },
      files: [file],
    });
    if (!part) throw new Error('no part');
    const since = stage.host.now();
    stage.workspace.faults.add({ kind: 'lost-answer', match: { path: 'completeUpload' } });
    await expect(connection.send(stage.conversation, part)).rejects.toMatchObject({ outcome: 'unknown' });
    const own = (await stage.workspace.read(stage.conversation)).at(-1);
    expect(own?.shown).toBe('Zoë:');
    expect(await connection.findSent(stage.conversation, part, { since, isKnown: () => false })).toEqual({
      id: own?.id,
    });
    expect(
      await connection.findSent(stage.conversation, part, { since, isKnown: () => true }),
    ).toBeUndefined();
  });

  it('announces joins as the service, not as a person', async () => {
    const channel = 'C0UNJOINED';
    await fetch(`${stage.workspace.origin}/api/conversations.join?channel=${channel}`, {
      headers: { authorization: `Bearer ${stage.workspace.otherBotToken}` },
    });
    await fetch(`${stage.workspace.origin}/api/conversations.join?channel=${channel}`, {
      headers: { authorization: 'Bearer xoxb-sandbox' },
    });
    expect((await summary()).map(([, , kind]) => kind)).toEqual(['self']);
    const event = {
      type: 'message',
      subtype: 'channel_join',
      user: stage.ann,
      text: 'x has joined',
      ts: '1700000000.000100',
      channel,
    };
    expect(
      (await connection.readEvent({ type: 'event_callback', event })).map((one) => authorOf(one)?.kind),
    ).toEqual(['system']);
  });

  it.each([
    ['nothing', undefined],
    ['a list', []],
    ['an event without a type', { type: 'event_callback', event: {} }],
    [
      'a message without a time',
      { type: 'event_callback', event: { type: 'message', channel: 'C1', text: 'x' } },
    ],
    [
      'a change without a message',
      { type: 'event_callback', event: { type: 'message', subtype: 'message_changed', channel: 'C1' } },
    ],
    [
      'a reaction to a file',
      {
        type: 'event_callback',
        event: { type: 'reaction_added', user: 'U1', reaction: 'x', item: { type: 'file' } },
      },
    ],
    [
      'an event nobody asked for',
      { type: 'event_callback', event: { type: 'team_join', user: { id: 'U1' } } },
    ],
  ])('makes nothing of %s', async (_what, body) => {
    expect(await connection.readEvent(body)).toEqual([]);
  });

  describe('over HTTP', () => {
    const request = (body: object, timestampS = stage.host.now() / 1000, secret?: string): WebhookRequest => {
      const text = JSON.stringify(body);
      return {
        headers: sign(String(Math.floor(timestampS)), text, secret),
        body: new TextEncoder().encode(text),
      };
    };
    const refusal = (of: WebhookRequest, by = connection): string => {
      try {
        by.webhook?.receive(of, undefined);
      } catch (error) {
        if (error instanceof WebhookRefused) return `${String(error.status)} ${error.reason}`;
        throw error;
      }
      return 'taken in';
    };

    it('answers the challenge of an address', () => {
      expect(
        connection.webhook?.receive(request({ type: 'url_verification', challenge: 'abc' }), undefined),
      ).toEqual({ events: [], answer: 'abc' });
    });

    it('takes a request that is five minutes old or new, and none beyond', () => {
      const now = stage.host.now() / 1000;
      expect([-299, 299, -301, 302].map((offset) => refusal(request({ type: 'x' }, now + offset)))).toEqual([
        'taken in',
        'taken in',
        '401 timestamp',
        '401 timestamp',
      ]);
    });

    it('takes none that another secret signed, and none at all without a secret', () => {
      expect(refusal(request({ type: 'x' }, stage.host.now() / 1000, 'guess'))).toBe('401 signature');
      expect(refusal(request({ type: 'x' }), stage.connect({ signingSecret: undefined }))).toBe(
        '401 signature',
      );
    });

    it('names a replayed event as before, so that it is stored once', async () => {
      await stage.say('once');
      await eventually(() => stage.workspace.deliveries().length === 1);
      const replayed = request(stage.workspace.deliveries()[0]?.body ?? {});
      const keys = [1, 2].map(() => connection.webhook?.receive(replayed, undefined).events[0]?.key);
      expect(keys[0]).toMatch(/^created:/);
      expect(keys[1]).toBe(keys[0]);
    });

    it('knows the names once it was prepared', async () => {
      await stage.say('hello');
      const delivered = request(stage.workspace.deliveries()[0]?.body ?? {});
      await connection.webhook?.prepare?.(delivered);
      const [event] = connection.webhook?.receive(delivered, undefined).events ?? [];
      expect(event && authorOf(event)?.name).toBe('Nadia');
    });
  });

  it('names who is in a channel, with e-mail addresses where the app may see them', async () => {
    const people = (await connection.participants?.(stage.conversation)) ?? [];
    expect(people).toContainEqual({ id: stage.ann, name: 'Nadia', email: 'nadia@example.org' });
    stage.workspace.setScopes(ALL_SCOPES.filter((scope) => scope !== 'users:read.email'));
    const strangers = (await stage.connect().participants?.(stage.conversation)) ?? [];
    expect(strangers).toContainEqual({ id: stage.ann, name: 'Nadia' });
  });
});
