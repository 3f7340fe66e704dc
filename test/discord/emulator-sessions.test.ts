import { Events } from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import type { Stage, Wire } from './emulator-kit.ts';
import { INTENTS, next, openServer } from './emulator-kit.ts';

let stage: Stage;

async function resume(session: { readonly id: string; readonly seq: number }): Promise<Wire> {
  const wire = await stage.socket();
  await wire.got(10);
  wire.send(6, { token: stage.token, session_id: session.id, seq: session.seq });
  return wire;
}

/** Signs in, hears one message, and is cut off. */
async function cutOff(): Promise<{ readonly id: string; readonly seq: number }> {
  const wire = await stage.socket();
  const ready = await wire.identify(stage.token);
  await stage.say('before');
  const { s } = await wire.got('MESSAGE_CREATE');
  stage.server.faults.add({ kind: 'cut-socket' });
  await wire.closed;
  return { id: String(ready.d['session_id']), seq: Number(s) };
}

const contents = (wire: Wire): unknown[] =>
  wire.seen.filter(({ t }) => t === 'MESSAGE_CREATE').map(({ d }) => d['content']);

describe('a session of the emulated gateway', () => {
  afterEach(() => stage.close());

  it('sends again what was missed, in order, and then that it has resumed', async () => {
    stage = await openServer();
    const session = await cutOff();
    await stage.say('missed 1');
    await stage.say('missed 2');
    const wire = await resume(session);
    await wire.got('RESUMED');
    expect(contents(wire)).toEqual(['missed 1', 'missed 2']);
    expect(wire.names().at(-1)).toBe('RESUMED');
    expect(wire.seen.filter(({ op }) => op === 0).map(({ s }) => s)).toEqual(
      [1, 2, 3].map((step) => session.seq + step),
    );
  });

  it('sends again what had come already when the client asks from further back', async () => {
    stage = await openServer();
    const session = await cutOff();
    const wire = await resume({ ...session, seq: session.seq - 1 });
    await wire.got('RESUMED');
    expect(contents(wire)).toEqual(['before']);
  });

  it('is forgotten on demand, with all that happened meanwhile', async () => {
    stage = await openServer();
    const session = await cutOff();
    await stage.say('lost');
    stage.server.faults.add({ kind: 'refuse-resume' });
    const refused = await resume(session);
    expect((await refused.got(9)).d).toBe(false);
    refused.send(2, { token: stage.token, intents: INTENTS, properties: {} });
    await refused.got('READY');
    await stage.say('after');
    expect((await refused.got('MESSAGE_CREATE')).d['content']).toBe('after');
    const again = await resume(session);
    expect((await again.got(9)).d).toBe(false);
  });

  it('ends when the client says goodbye, and when nobody comes back for it', async () => {
    stage = await openServer();
    const wire = await stage.socket();
    const ready = await wire.identify(stage.token);
    wire.close(1000);
    await wire.closed;
    const left = await resume({ id: String(ready.d['session_id']), seq: 1 });
    expect((await left.got(9)).d).toBe(false);
    const session = await cutOff();
    stage.server.clock.step(10 * 60_000);
    expect((await (await resume(session)).got(9)).d).toBe(false);
  });

  it('closes with 4007 on a number that it has not reached', async () => {
    stage = await openServer();
    const session = await cutOff();
    expect(await (await resume({ ...session, seq: 999 })).closed).toBe(4007);
  });

  it('delivers twice, or out of order, when told to, and refuses to lose anything', async () => {
    stage = await openServer();
    const wire = await stage.socket();
    await wire.identify(stage.token);
    stage.server.faults.add({ kind: 'deliver-twice' });
    await stage.say('twice');
    stage.server.faults.add({ kind: 'deliver-out-of-order' });
    await stage.say('late');
    await stage.say('early');
    await stage.say('last');
    await stage.server.type?.({ conversation: stage.channel, as: stage.ann });
    await wire.got('TYPING_START');
    expect(contents(wire)).toEqual(['twice', 'twice', 'early', 'late', 'last']);
    expect(() => {
      stage.server.faults.add({ kind: 'drop-delivery' });
    }).toThrow(/refuse-resume/);
  });

  it('lets discord.js come back after op 7 without losing anything', async () => {
    stage = await openServer();
    const client = await stage.login();
    const resumed = next(client, Events.ShardResume);
    const said = next(client, Events.MessageCreate);
    stage.server.admin.reconnect();
    await stage.say('while it was away');
    expect((await said)[0].content).toBe('while it was away');
    expect((await resumed)[1]).toBeGreaterThan(0);
    expect(stage.server.admin.sessions()).toBe(1);
  });

  it('lets discord.js come back after its heartbeats stayed without an answer', async () => {
    stage = await openServer({ heartbeatMs: 300 });
    const client = await stage.login();
    stage.server.admin.setAcks(false);
    const gone = next(client, Events.ShardReconnecting);
    const resumed = next(client, Events.ShardResume);
    await gone;
    stage.server.admin.setAcks(true);
    await stage.say('unheard');
    await resumed;
    expect(stage.server.admin.sessions()).toBe(1);
  });

  it('closes on a client that has fallen silent', async () => {
    stage = await openServer({ heartbeatMs: 200 });
    const wire = await stage.socket();
    const ready = await wire.identify(stage.token);
    expect(await wire.closed).toBe(4009);
    const late = await resume({ id: String(ready.d['session_id']), seq: 1 });
    expect((await late.got(9)).d).toBe(false);
  });

  it('asks for a heartbeat when it wants one, and gets it from discord.js', async () => {
    stage = await openServer();
    const wire = await stage.socket();
    await wire.identify(stage.token);
    stage.server.admin.askHeartbeat();
    await wire.got(1);
    wire.send(1, 2);
    await wire.got(11);
    expect(wire.names()).toEqual(['READY', 'GUILD_CREATE']);
  });

  it('is over, or has to be resumed, when the gateway says so', async () => {
    stage = await openServer();
    const client = await stage.login();
    const resumed = next(client, Events.ShardResume);
    stage.server.admin.invalidate(true);
    await resumed;
    const wire = await stage.socket();
    const ready = await wire.identify(stage.token);
    stage.server.admin.invalidate(false);
    expect((await wire.got(9)).d).toBe(false);
    const late = await resume({ id: String(ready.d['session_id']), seq: 1 });
    expect((await late.got(9)).d).toBe(false);
  });

  it('may be begun once in five seconds, where limits are real', async () => {
    stage = await openServer({ limits: 'real' });
    await (await stage.socket()).identify(stage.token);
    const early = await stage.socket();
    await early.got(10);
    early.send(2, { token: stage.token, intents: INTENTS, properties: {} });
    expect((await early.got(9)).d).toBe(false);
    stage.server.clock.step(5000);
    early.send(2, { token: stage.token, intents: INTENTS, properties: {} });
    await early.got('READY');
  });

  it('makes discord.js come back when a socket was closed with a code that allows it', async () => {
    stage = await openServer();
    const client = await stage.login();
    const resumed = next(client, Events.ShardResume);
    stage.server.admin.closeSockets(4000);
    await resumed;
    expect(stage.server.sockets?.()).toBe(1);
  });
});
