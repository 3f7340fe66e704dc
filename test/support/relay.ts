import { onTestFinished } from 'vitest';
import type { Log } from '../../src/host/index.ts';
import type { Capabilities } from '../../src/platforms/index.ts';
import type { Journal } from '../../bridges/journal/index.ts';
import { openJournal } from '../../bridges/journal/index.ts';
import type { Happening, Relay } from '../../bridges/relay/index.ts';
import { createRelay } from '../../bridges/relay/index.ts';
import type { MemoryService } from './memory-platform.ts';

export const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

export interface StartedRelay {
  readonly relay: Relay;
  readonly journal: Journal;
  readonly happenings: Happening[];
  readonly fatal: unknown[];
  /** Resolves when so many deliveries have ended since the relay was made. */
  settled(count: number): Promise<void>;
  stop(): Promise<void>;
}

/** A relay between the account `site` and the account `team` of a service in memory, started on a journal file. */
export async function startRelay(
  file: string,
  service: MemoryService,
  options: { capabilities?: Partial<Capabilities>; without?: readonly ('edit' | 'delete')[] } = {},
): Promise<StartedRelay> {
  const journal = await openJournal(file);
  const fatal: unknown[] = [];
  const happenings: Happening[] = [];
  const relay = createRelay({
    journal,
    accounts: [service.account('site'), service.account('team', options.capabilities, options.without)],
    routes: ['1', '2', '3'].map((n) => ({
      name: `route-${n}`,
      from: [{ account: 'site', conversation: n }],
      to: [{ account: 'team', conversation: `C${n}` }],
    })),
    log: silent,
    onFatal: (error) => fatal.push(error),
  });
  relay.on((happening) => {
    happenings.push(happening);
    service.changed();
  });
  await relay.start();
  let stopped = false;
  const stop = async (): Promise<void> => {
    if (stopped) return;
    stopped = true;
    service.release();
    await relay.stop();
    await journal.close().catch(() => undefined);
  };
  onTestFinished(stop);
  const settledCount = (): number => happenings.filter(({ type }) => type === 'settled').length;
  return {
    relay,
    journal,
    happenings,
    fatal,
    stop,
    settled: (count) => service.until(() => settledCount() >= count),
  };
}
