import { NodeApiError } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import type { ChatApiEmulator } from '../../../bridges/sandbox/chat-api/index.ts';
import { idsOf, useStage } from './stage.ts';
import { betterMessages, buddyPressV2, chatApi, oneMsg, systems } from './systems.ts';

describe.each([...systems, oneMsg])('the polling trigger of $name', (system) => {
  const stage = useStage(system);

  it('hands on nothing at first, then what is new, then nothing again', async () => {
    await stage().say('before');
    const poller = stage().poller();
    expect(await poller.items()).toBeNull();
    const id = await stage().say('Is it done?');
    expect(await poller.poll()).toEqual([
      expect.objectContaining({
        event: 'message.created',
        id,
        conversation: stage().conversation,
        text: 'Is it done?',
      }),
    ]);
    expect(await poller.items()).toBeNull();
  });

  it('shows the latest messages in a manual run, and remembers nothing of it', async () => {
    const ids = await stage().sayMany(4);
    const poller = await stage().begun();
    const before = poller.stored();
    expect(idsOf(await poller.poll('manual'))).toEqual(ids.slice(-3));
    expect(poller.stored()).toBe(before);
    const fresh = stage().poller();
    await fresh.poll('manual');
    expect(fresh.stored()).toBe('{}');
  });

  it('says so when a manual run has nothing to show', async () => {
    const poller = stage().poller({ filters: { authors: 'Nobody of this name' } });
    await expect(poller.poll('manual')).rejects.toThrow('There is no message yet');
  });

  it('stays where it is when the service fails, and tells n8n how', async () => {
    const poller = await stage().begun();
    const id = await stage().say('waits');
    const before = poller.stored();
    stage().service.faults.add({ kind: 'status', status: 503, times: 3 });
    const [failed] = await Promise.allSettled([poller.poll()]);
    expect(failed).toMatchObject({ status: 'rejected', reason: { httpCode: '503' } });
    expect(failed.status === 'rejected' && failed.reason).toBeInstanceOf(NodeApiError);
    expect(poller.stored()).toBe(before);
    stage().service.faults.clear();
    expect(idsOf(await poller.poll())).toEqual([id]);
  });

  it('tells n8n how long the service wants to be left alone', async () => {
    const poller = await stage().begun();
    stage().service.faults.add({ kind: 'status', status: 429, retryAfter: 90 });
    const failure = { cause: 'rate-limited', retryAfterMs: 90_000 };
    await expect(poller.poll()).rejects.toMatchObject({ httpCode: '429', failure });
  });

  it('catches up after an outage of many polls', async () => {
    const poller = await stage().begun();
    const ids: string[] = [];
    for (let poll = 0; poll < 20; poll += 1) {
      ids.push(...(await stage().sayMany(5)));
      stage().service.faults.add({ kind: 'status', status: 502 });
      await expect(poller.poll()).rejects.toThrow('Could not');
      stage().service.clock.step(60_000);
    }
    expect(idsOf(await poller.poll())).toEqual(ids);
    expect(await poller.items()).toBeNull();
  });

  it('hands on nothing twice when another poll was faster', async () => {
    const poller = await stage().begun();
    const id = await stage().say('once');
    const both = await Promise.all([poller.poll(), poller.poll(), poller.poll()]);
    expect(idsOf(both.flat())).toEqual([id]);
  });

  it('begins anew when what it remembers cannot be read', async () => {
    const poller = await stage().begun();
    poller.store({ state: { cursor: 12 } });
    await stage().say('lost in the garbage');
    expect(await poller.items()).toBeNull();
    expect(poller.logged.join()).toContain('cannot be read');
    const id = await stage().say('after it');
    expect(idsOf(await poller.poll())).toEqual([id]);
  });

  it('loses nothing when the user changes which conversations are heard', async () => {
    const poller = await stage().begun();
    const chosen = { filters: { conversations: [stage().conversation] } };
    const ids: unknown[] = [];
    for (const parameters of [chosen, {}, chosen]) {
      const id = await stage().say('before the change');
      poller.change({ parameters });
      const items = await poller.poll();
      expect(idsOf(items)).toEqual([id]);
      ids.push(...idsOf(items));
    }
    expect(new Set(ids).size).toBe(3);
  });

  it('begins anew when the user says so', async () => {
    const poller = await stage().begun();
    await stage().say('not wanted any more');
    poller.change({ parameters: { options: { begin: '2' } } });
    expect(await poller.items()).toBeNull();
    const id = await stage().say('wanted');
    expect(idsOf(await poller.poll())).toEqual([id]);
  });
});

describe('a backlog', () => {
  const stage = useStage(chatApi);

  it('is handed on up to the page that fails, and from there by the next poll', async () => {
    const poller = await stage().begun();
    const ids = await stage().sayMany(250);
    stage().service.faults.add({ kind: 'status', status: 500, after: 1 });
    expect(idsOf(await poller.poll())).toEqual(ids.slice(0, 100));
    expect(poller.logged.join()).toContain('A poll ended early');
    expect(idsOf(await poller.poll())).toEqual(ids.slice(100));
  });

  it('is handed on in portions', async () => {
    const poller = await stage().begun();
    const ids = await stage().sayMany(730);
    expect(idsOf(await poller.poll())).toEqual(ids.slice(0, 500));
    expect(idsOf(await poller.poll())).toEqual(ids.slice(500));
  });

  it('waits for the next poll when n8n gives no more time', async () => {
    const poller = await stage().begun({}, { budgetMs: 0 });
    const ids = await stage().sayMany(150);
    expect(idsOf(await poller.poll())).toEqual(ids.slice(0, 100));
    expect(idsOf(await poller.poll())).toEqual(ids.slice(100));
  });
});

describe('a cursor that the service does not take', () => {
  const refusal = { description: expect.stringContaining('“Begin Anew”') as string };

  describe('of an instance that was created anew', () => {
    const stage = useStage(chatApi);

    it('stops the trigger with what to do', async () => {
      const poller = await stage().begun();
      await stage().sayMany(3);
      await poller.poll();
      (stage().service as ChatApiEmulator).startAnew();
      const before = poller.stored();
      await expect(poller.poll()).rejects.toMatchObject(refusal);
      expect(poller.stored()).toBe(before);
      poller.change({ parameters: { options: { begin: 'again' } } });
      expect(await poller.items()).toBeNull();
      const id = await stage().say('the new life');
      expect(idsOf(await poller.poll())).toEqual([id]);
    });
  });

  describe.each([buddyPressV2, betterMessages, chatApi])('of $name that it never wrote', (system) => {
    const stage = useStage(system);

    it('stops the trigger with what to do', async () => {
      const poller = await stage().begun();
      poller.store(JSON.parse(poller.stored().replace(/"cursor":"(\\.|[^"\\])*"/, '"cursor":"?"')));
      await expect(poller.poll()).rejects.toMatchObject(refusal);
    });
  });
});

describe('another account in the credential', () => {
  const stage = useStage(buddyPressV2);

  it('begins anew, and says so', async () => {
    const poller = await stage().begun();
    const other = await buddyPressV2.start();
    const { credential } = buddyPressV2.placed(other);
    poller.change({ credential });
    expect(await poller.items()).toBeNull();
    expect(poller.logged.join()).toContain('another account');
    const [thread] = other.conversations();
    const as = thread?.people?.[0] ?? other.people()[0]?.id ?? '';
    const { id } = await other.say({ conversation: thread?.id ?? '', as, text: 'over here' });
    expect(idsOf(await poller.poll())).toEqual([id]);
    await other.close();
  });

  it('is none when only the password is another one, or a slash', async () => {
    const poller = await stage().begun();
    const { credential } = buddyPressV2.placed(stage().service);
    poller.change({ credential: { ...credential, url: `${String(credential.url)}/`, version: 'v2' } });
    const id = await stage().say('still heard');
    expect(idsOf(await poller.poll())).toEqual([id]);
  });
});
