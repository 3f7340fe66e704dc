import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/memory-intake.ts';
import type { Stage } from './kit.ts';
import { openServer } from './kit.ts';

describe("the order in which Discord's gateway feed stores what it hears and what it reads", () => {
  let stage: Stage;
  let release: () => void;
  let held: number;
  beforeEach(async () => {
    stage = await openServer();
    stage.intake.wants = true;
    release = () => undefined;
    held = 0;
  });
  afterEach(async () => {
    release();
    await stage.close();
  });

  /** Keeps every answer with messages back until `release` is called. */
  const holdHistory = (): void => {
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    stage.network.holds = (call) => {
      if (!/^GET .*\/messages$/.test(call)) return undefined;
      held += 1;
      return released;
    };
  };
  /** Has the session end, something said while nobody listens, and something in the next session. */
  const loseSession = async (): Promise<void> => {
    stage.server.faults.add({ kind: 'refuse-resume' });
    stage.server.admin.closeSockets(4000);
    await stage.say('in the hole');
    await eventually(() => stage.server.admin.sessions() === 0);
    await eventually(() => stage.server.admin.sessions() === 1 && stage.server.sockets?.() === 1);
    await stage.say('after it');
    await stage.server.type?.({ conversation: stage.general, as: stage.ben });
    // Signals wait for nothing but what was heard before them.
    await stage.intake.until(() => stage.intake.signals.length > 0);
  };

  it('is kept when the session is lost in the middle of catching up', async () => {
    holdHistory();
    const listening = stage.listen();
    await eventually(() => held === 1);
    await loseSession();
    release();
    await listening;
    expect(await stage.intake.said(2)).toEqual(['in the hole', 'after it']);
  });

  it('is kept when the session is lost while the history is read from time to time', async () => {
    await stage.listen([stage.general], {}, 10);
    holdHistory();
    await eventually(() => held === 1);
    await loseSession();
    expect(stage.intake.events).toEqual([]);
    release();
    expect(await stage.intake.said(2)).toEqual(['in the hole', 'after it']);
  });

  it('is not waited for when the feed is stopped, and nothing is stored any more', async () => {
    const feed = await stage.listen([stage.general], {}, 10);
    holdHistory();
    await stage.say('heard');
    await stage.intake.said(1);
    await eventually(() => held === 1);
    const cursor = stage.intake.cursor();
    await feed.stop();
    release();
    await eventually(() => stage.server.sockets?.() === 0);
    expect(stage.intake.cursor()).toBe(cursor);
    expect(feed.status().state).toBe('stopped');
  });
});
