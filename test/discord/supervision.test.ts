import { afterEach, describe, expect, it, vi } from 'vitest';
import { eventually } from '../support/memory-intake.ts';
import type { Stage } from './kit.ts';
import { openServer } from './kit.ts';

describe('the gateway feed of Discord when it is sent away', () => {
  let stage: Stage;
  afterEach(async () => {
    await stage.close();
    vi.restoreAllMocks();
  });

  it('says which intent to switch on', async () => {
    stage = await openServer();
    stage.server.admin.setContentIntent(false);
    const feed = await stage.listen();
    expect(feed.status().state).toBe('failing');
    expect(feed.status().error).toMatch(
      /4014.*Switch on "Message Content Intent" for the bot in the developer portal/,
    );
  });

  it('says so too when the intent is taken away while it listens, and is no idle process', async () => {
    stage = await openServer();
    const feed = await stage.listen();
    stage.server.admin.setContentIntent(false);
    await eventually(() => feed.status().state === 'failing');
    expect(feed.status().error).toMatch(/4014/);
    expect(stage.server.sockets?.()).toBe(0);
  });

  it('says that the token is worthless, without showing it', async () => {
    stage = await openServer();
    const feed = await stage.listen();
    stage.server.admin.revokeToken();
    await eventually(() => feed.status().state === 'failing');
    expect(feed.status().error).toMatch(/4004.*Check botToken/);
    expect(feed.status().error).not.toContain(String(stage.server.accountSettings()['botToken']));
  });

  it('says that the token is wrong before it connects at all', async () => {
    stage = await openServer();
    const feed = await stage.listen([stage.general], { botToken: 'MTE4.wrong.token' });
    expect(feed.status().error).toMatch(/HTTP 401.*Check botToken/);
  });

  it('says that the sessions of the day are used up', async () => {
    stage = await openServer();
    stage.server.admin.setStartsLeft(0);
    const feed = await stage.listen();
    expect(feed.status().error).toMatch(/all 1000 sessions of this day are used up/);
  });

  it('gives up a client that knocks in vain, and begins anew', async () => {
    stage = await openServer();
    stage.server.admin.refuseSockets(503);
    const feed = await stage.listen();
    expect(feed.status().state).toBe('failing');
    expect(feed.status().error).toMatch(/gateway.*503/);
    stage.server.admin.refuseSockets();
    await eventually(() => feed.status().state === 'running');
    await stage.say('here again');
    expect(await stage.intake.said(1)).toEqual(['here again']);
    expect(stage.server.admin.sessions()).toBe(1);
  });

  it('goes on with its session after it knocked in vain for a while, and misses no deletion', async () => {
    stage = await openServer();
    const feed = await stage.listen();
    const id = await stage.say('take this back');
    await stage.intake.said(1);
    stage.server.admin.refuseSockets(503);
    stage.server.faults.add({ kind: 'cut-socket' });
    await eventually(() => feed.status().state === 'failing');
    await stage.server.delete({ conversation: stage.general, id, as: stage.ann });
    stage.server.admin.refuseSockets();
    await stage.intake.until(() => stage.intake.events.length >= 2);
    expect(stage.intake.events.map(({ type }) => type)).toEqual(['message.created', 'message.deleted']);
    expect(stage.server.admin.sessions()).toBe(1);
  });

  it('gives up a client whose connections end as soon as they begin', async () => {
    stage = await openServer();
    const feed = await stage.listen();
    const closing = setInterval(() => {
      stage.server.admin.closeSockets(4002);
    }, 5);
    await eventually(() => feed.status().state === 'failing');
    expect(feed.status().error).toMatch(/connections ended right after they began.*4002/);
    clearInterval(closing);
    await eventually(() => feed.status().state === 'running');
    await stage.say('quiet now');
    expect(await stage.intake.said(1)).toEqual(['quiet now']);
  });

  it('leaves a connection that answers no heartbeat', async () => {
    stage = await openServer({ heartbeatMs: 60 });
    await stage.listen();
    stage.server.admin.setAcks(false);
    await eventually(() => stage.server.sockets?.() === 0);
    stage.server.admin.setAcks(true);
    await stage.say('alive');
    expect(await stage.intake.said(1)).toEqual(['alive']);
  });

  it('is stopped at once while it waits, and leaves nothing open', async () => {
    stage = await openServer();
    stage.server.admin.refuseSockets(503);
    const feed = await stage.listen();
    await feed.stop();
    stage.server.admin.refuseSockets();
    expect(feed.status().state).toBe('stopped');
    expect(stage.server.sockets?.()).toBe(0);
  });
});
