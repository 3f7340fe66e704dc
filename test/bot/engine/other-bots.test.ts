import { onTestFinished, describe, expect, it } from 'vitest';
import { createBots } from '../../../bridges/bot/index.ts';
import { createListening } from '../../../bridges/bot/listening.ts';
import type { Manners } from '../../../bridges/config/bot-model.ts';
import { openJournal } from '../../../bridges/journal/index.ts';
import { createRelay } from '../../../bridges/relay/index.ts';
import { startModelApi } from '../../../bridges/sandbox/model/index.ts';
import type { Log } from '../../../src/host/index.ts';
import { created } from '../../support/events.ts';
import { MemoryService } from '../../support/memory-platform.ts';
import { botConfig, botManners } from '../prompt/settings.ts';

const PATIENCE = 30_000;
const COOL_DOWN_MS = 600_000;

/** A bot in a conversation of a service in memory, where anybody may be let speak as a bot. */
async function open(manners: Partial<Manners>) {
  const api = await startModelApi({ script: [{ answer: { text: 'Well.' } }] });
  const journal = await openJournal(':memory:');
  const service = new MemoryService();
  const lines: string[] = [];
  const log: Log = {
    debug: () => undefined,
    info: (fields) => {
      lines.push(`info ${JSON.stringify(fields)}`);
      service.changed();
    },
    warn: (_, message) => {
      lines.push(`warn ${message}`);
    },
    error: (_, message) => {
      lines.push(`error ${message}`);
    },
  };
  const config = botConfig();
  const bot = {
    ...config,
    model: { ...config.model, url: api.url, key: api.key },
    in: [
      {
        account: 'site',
        conversation: '1',
        manners: { ...botManners, answerWithinMs: 10 * COOL_DOWN_MS, ...manners },
      },
    ],
  };
  const accounts = [service.account('site')];
  const listening = createListening([bot]);
  const onFatal = (error: unknown): void => {
    lines.push(`fatal ${String(error)}`);
  };
  const relay = createRelay({ journal, accounts, routes: [], listening, log, onFatal });
  let ahead = 0;
  const now = (): number => Date.now() + ahead;
  const bots = createBots({ bots: [bot], journal, accounts, relay, listening, people: [], log, now });
  await relay.start();
  await bots.start();
  onTestFinished(async () => {
    await bots.stop();
    await relay.stop();
    await journal.close();
    await api.close();
  });
  let said = 0;
  const refusals = (): number => lines.filter((line) => line.includes('bot-budget')).length;
  return {
    lines,
    service,
    /** The other bot says so many things at once; resolves when each was answered or not. */
    async say(count: number): Promise<void> {
      const author = { id: 'r2', name: 'Robot', kind: 'bot' as const };
      const before = refusals();
      const answered = service.texts('1').length;
      for (let index = 0; index < count; index += 1) {
        const id = String((said += 1));
        const sentAt = new Date(now()).toISOString();
        await relay.accept('site', [created(id, `Tell me ${id}`, { author, sentAt })], undefined);
      }
      await service.until(() => service.texts('1').length - answered + refusals() - before >= count);
    },
    later(ms: number): void {
      ahead += ms;
    },
  };
}

describe('two bots in one conversation', { timeout: PATIENCE }, () => {
  it('stop within the budget, the operator is told once, and it goes on after the cool-down', async () => {
    const room = await open({ mode: 'always', bots: { perMinute: 3, coolDownMs: COOL_DOWN_MS } });
    for (let count = 0; count < 4; count += 1) await room.say(1);
    await room.say(4);
    expect(room.service.texts('1')).toHaveLength(3);
    expect(room.lines.filter((line) => line.startsWith('warn Another bot'))).toHaveLength(1);
    room.later(COOL_DOWN_MS + 1000);
    await room.say(1);
    expect(room.service.texts('1')).toHaveLength(4);
    expect(room.lines.filter((line) => line.startsWith('warn Another bot'))).toHaveLength(1);
  });

  it('stop within the budget however fast they talk', async () => {
    const bots = { perMinute: 3, coolDownMs: COOL_DOWN_MS };
    const room = await open({ mode: 'always', meanwhile: 'next', bots });
    await room.say(8);
    expect(room.service.texts('1')).toHaveLength(3);
  });

  it('do not talk at all unless that is wanted', async () => {
    const room = await open({ mode: 'always', bots: { perMinute: 0, coolDownMs: COOL_DOWN_MS } });
    await room.say(1);
    expect(room.service.texts('1')).toEqual([]);
    expect(room.lines.filter((line) => line.startsWith('warn'))).toEqual([]);
  });
});
