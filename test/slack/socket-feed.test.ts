import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSlackSocketFeed } from '../../bridges/slack/index.ts';
import type { Feed } from '../../bridges/relay/contract.ts';
import type { Stage } from './kit.ts';
import { FAST, MemoryIntake, eventually, openWorkspace, silent } from './kit.ts';

describe('the socket feed of Slack', () => {
  let stage: Stage;
  let intake: MemoryIntake;
  const feeds: Feed[] = [];

  beforeEach(async () => {
    stage = await openWorkspace({ redelivery: FAST });
    intake = new MemoryIntake();
  });
  afterEach(async () => {
    await Promise.all(feeds.splice(0).map((feed) => feed.stop()));
    await stage.close();
  });

  async function open(settings: object = {}, pollEveryMs = 60_000): Promise<Feed> {
    const feed = await createSlackSocketFeed({
      account: {
        connection: stage.connect(settings),
        config: {
          name: 'here',
          platform: 'slack',
          feed: 'socket',
          pollEveryMs,
          rate: {},
          settings: { ...stage.workspace.accountSettings(), ...settings },
        },
      },
      conversations: [stage.conversation],
      intake,
      log: silent,
    });
    feeds.push(feed);
    await feed.start();
    return feed;
  }

  it('brings what people say, in order, and acknowledges it', async () => {
    const feed = await open();
    expect(feed.status().state).toBe('running');
    for (const text of ['one', 'two', 'three']) await stage.say(text);
    expect(await intake.said(3)).toEqual(['one', 'two', 'three']);
    await eventually(() => stage.workspace.deliveries().every(({ acknowledged }) => acknowledged));
  });

  it('acknowledges nothing that could not be stored, so that it comes again', async () => {
    await open();
    intake.failures = 1;
    await stage.say('please keep me');
    expect(await intake.said(1)).toEqual(['please keep me']);
    const [delivery] = stage.workspace.deliveries();
    await eventually(() => delivery?.acknowledged === true);
    expect(delivery?.attempts).toBe(2);
  });

  it('catches up after a cut socket with what was said while nobody listened', async () => {
    await open();
    await stage.say('before');
    await intake.said(1);
    stage.workspace.faults.add({ kind: 'cut-socket' });
    await eventually(() => stage.workspace.sockets() === 0);
    const inTheHole = ['in the hole', 'still there'];
    for (const text of inTheHole) await stage.say(text);
    expect(
      stage.workspace
        .deliveries()
        .slice(-2)
        .map(({ attempts }) => attempts),
    ).toEqual([0, 0]);
    await eventually(() => stage.workspace.sockets() === 1);
    await stage.say('after');
    expect(await intake.said(4)).toEqual(['before', ...inTheHole, 'after']);
  });

  it('catches up with answers in threads and with changes that were missed', async () => {
    await open();
    const root = await stage.say('a question');
    await intake.said(1);
    stage.workspace.faults.add({ kind: 'cut-socket' });
    await eventually(() => stage.workspace.sockets() === 0);
    await stage.say('an answer', root);
    await stage.workspace.edit({
      conversation: stage.conversation,
      id: root,
      as: stage.ann,
      text: 'a better question',
    });
    await intake.until(() => intake.events.length >= 3);
    expect(intake.texts()).toEqual(['a question', 'an answer']);
    expect(intake.events.map(({ type }) => type)).toEqual([
      'message.created',
      'message.created',
      'message.edited',
    ]);
    expect(intake.events[1]).toMatchObject({ message: { thread: root, replyTo: root } });
  });

  it('begins with what comes next when it never ran before', async () => {
    await stage.say('long ago');
    await open();
    await stage.say('now');
    expect(await intake.said(1)).toEqual(['now']);
  });

  it('goes on from its cursor after the process was gone', async () => {
    const feed = await open();
    await stage.say('before');
    await intake.said(1);
    await feed.stop();
    await stage.say('while it was gone');
    await open();
    expect(await intake.said(2)).toEqual(['before', 'while it was gone']);
  });

  it('makes nothing new of an event that comes twice', async () => {
    await open();
    stage.workspace.faults.add({ kind: 'deliver-twice', match: { path: 'message' } });
    await stage.say('only once');
    await intake.until(() => intake.repeats > 0);
    expect(intake.texts()).toEqual(['only once']);
  });

  it('puts events that overtake each other back in order', async () => {
    await open();
    stage.workspace.faults.add({ kind: 'deliver-out-of-order' });
    for (const text of ['one', 'two', 'three']) await stage.say(text);
    expect(await intake.said(3)).toEqual(['one', 'two', 'three']);
  });

  it('finds by its own reading what Slack never delivered', async () => {
    await open({}, 20);
    stage.workspace.faults.add({ kind: 'drop-delivery' });
    await stage.say('never announced');
    expect(await intake.said(1)).toEqual(['never announced']);
  });

  it('moves to a fresh connection when Slack asks for it and loses nothing', async () => {
    await open();
    const texts = Array.from({ length: 12 }, (_, index) => `message ${String(index)}`);
    for (const [index, text] of texts.entries()) {
      if (index % 4 === 1) stage.workspace.refreshSockets();
      await stage.say(text);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await intake.said(12)).toEqual(texts);
    await eventually(() => stage.workspace.sockets() === 1);
  });

  it('keeps trying with a sentence in its status when the app token is refused', async () => {
    const feed = await open({ appToken: 'xapp-wrong' });
    expect(feed.status().state).toBe('failing');
    expect(feed.status().error).toMatch(/open a Socket Mode connection.*invalid_auth/);
    expect(feed.status().error).not.toContain('xapp-wrong');
  });

  it('comes back by itself when a revoked token is good again', async () => {
    const feed = await open();
    stage.workspace.revokeTokens();
    stage.workspace.faults.add({ kind: 'cut-socket' });
    await eventually(() => feed.status().state === 'failing');
    stage.workspace.revokeTokens(false);
    await stage.say('missed');
    expect(await intake.said(1)).toEqual(['missed']);
    expect(feed.status().state).toBe('running');
  });

  it('holds what comes while the catch-up fails and then brings all of it in order', async () => {
    await open();
    await stage.say('before');
    await intake.said(1);
    stage.workspace.faults.add({ kind: 'status', status: 503, match: { path: 'conversations.history' } });
    stage.workspace.faults.add({ kind: 'cut-socket' });
    await eventually(() => stage.workspace.sockets() === 0);
    await stage.say('in the hole');
    await eventually(() => stage.workspace.sockets() === 1);
    await stage.say('after');
    expect(await intake.said(3)).toEqual(['before', 'in the hole', 'after']);
  });

  it('leaves what it cannot store any more to the next process when it is stopped', async () => {
    const feed = await open();
    await stage.say('just in time');
    await eventually(() => (stage.workspace.deliveries()[0]?.attempts ?? 0) > 0);
    await feed.stop();
    const stored = intake.texts().length;
    const acknowledged = stage.workspace.deliveries().filter((delivery) => delivery.acknowledged).length;
    expect(acknowledged).toBeLessThanOrEqual(stored);
    expect(feed.status().state).toBe('stopped');
    await open();
    expect(await intake.said(1)).toEqual(['just in time']);
  });
});
