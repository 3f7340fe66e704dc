import { onTestFinished } from 'vitest';
import type { Log } from '../../src/host/index.ts';
import type { Capabilities } from '../../src/platforms/index.ts';
import type { Journal } from '../../bridges/journal/index.ts';
import { openJournal } from '../../bridges/journal/index.ts';
import type { Happening, Relay, RelayOptions } from '../../bridges/relay/index.ts';
import { createRelay } from '../../bridges/relay/index.ts';
import type { PersonConfig, RouteConfig } from '../../bridges/config/model.ts';
import type { Extras, MemoryService } from './memory-platform.ts';

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

/** What an account of the relay can do. */
export interface AccountSetup extends Extras {
  readonly capabilities?: Partial<Capabilities>;
}

export interface RelaySetup {
  readonly capabilities?: Partial<Capabilities>;
  readonly without?: readonly ('edit' | 'delete')[];
  readonly site?: AccountSetup;
  readonly team?: AccountSetup;
  /** An account whose conversation `K1` is mirrored both ways with the others' first ones, when present. */
  readonly club?: AccountSetup;
  /** What the routes say besides. */
  readonly route?: Omit<Partial<RouteConfig>, 'name' | 'from' | 'to'>;
  /** Numbers, of 1 to 3, of the conversations that no route goes between. @default none */
  readonly lacking?: readonly string[];
  /** Whether what is said in the team's conversations goes back. @default false */
  readonly bothWays?: boolean;
  readonly people?: readonly PersonConfig[];
  readonly pictures?: RelayOptions['pictures'];
}

/** A relay between the account `site` and the account `team` of a service in memory, started on a journal file. */
export async function startRelay(
  file: string,
  service: MemoryService,
  options: RelaySetup = {},
): Promise<StartedRelay> {
  const journal = await openJournal(file);
  const fatal: unknown[] = [];
  const happenings: Happening[] = [];
  const account = (
    name: string,
    { capabilities, without, ...extras }: AccountSetup,
    more: Partial<Capabilities> = {},
    lacking: AccountSetup['without'] = without,
  ) => service.account(name, { ...capabilities, ...more }, lacking, extras);
  const relay = createRelay({
    journal,
    accounts: [
      account('site', options.site ?? {}),
      account('team', options.team ?? {}, options.capabilities, options.without),
      ...(options.club ? [account('club', options.club)] : []),
    ],
    routes: ['1', '2', '3']
      .filter((n) => !options.lacking?.includes(n))
      .map((n) => {
        const site = { account: 'site', conversation: n };
        const team = { account: 'team', conversation: `C${n}` };
        const club = options.club ? [{ account: 'club', conversation: `K${n}` }] : [];
        const isMutual = options.bothWays === true || options.club !== undefined;
        return {
          ...options.route,
          name: `route-${n}`,
          from: isMutual ? [site, team, ...club] : [site],
          to: isMutual ? [site, team, ...club] : [team],
        };
      }),
    ...(options.people ? { people: options.people } : {}),
    ...(options.pictures ? { pictures: options.pictures } : {}),
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
