import { afterEach } from 'vitest';
import type { BuddyPressEmulator, BuddyPressOptions } from '../../bridges/sandbox/buddypress/index.ts';
import { startBuddyPress } from '../../bridges/sandbox/buddypress/index.ts';
import { createNodeHost } from '../../bridges/host/node-host.ts';
import { briefMemory } from '../../src/platforms/index.ts';
import type { Host, HttpRequest, HttpResponse, Log } from '../../src/host/index.ts';
import type { MessageCreated } from '../../src/model/index.ts';
import type { BuddyPressConnection } from '../../src/platforms/buddypress/index.ts';
import { BuddyPressConnection as Connection, settings } from '../../src/platforms/buddypress/index.ts';
import { plainText } from '../../src/text/index.ts';

/** People of the emulated site. */
export const ALICE = '2';
export const BOB = '3';
export const CAROL = '4';
export const PARLEY = '19';

export const VERSIONS = ['v1', 'v2'] as const;

const ignore = (): void => undefined;
const silent: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** A site with Parley's account connected to it, and every request that was sent. */
export interface Stage {
  readonly site: BuddyPressEmulator;
  readonly connection: BuddyPressConnection;
  readonly requests: HttpRequest[];
  /** Runs before every request that goes out. */
  before: (request: HttpRequest) => void;
  /** What becomes of every answer on its way in. */
  after: (answer: HttpResponse) => HttpResponse;
  connect(overrides?: Record<string, unknown>): BuddyPressConnection;
}

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

export async function stage(options: BuddyPressOptions = {}): Promise<Stage> {
  const site = await startBuddyPress(options);
  const node = createNodeHost(silent);
  open.push(
    () => node.close(),
    () => site.close(),
  );
  const requests: HttpRequest[] = [];
  const host: Host = {
    ...node,
    request: async (request) => {
      requests.push(request);
      made.before(request);
      return made.after(await node.request(request));
    },
  };
  const connect = (overrides: Record<string, unknown> = {}): BuddyPressConnection =>
    new Connection(settings.parse({ ...site.accountSettings(), ...overrides }), {
      account: 'site',
      host,
      memory: briefMemory(),
    });
  const made: Stage = {
    site,
    connection: connect(),
    requests,
    before: ignore,
    after: (answer) => answer,
    connect,
  };
  await made.connection.whoAmI().catch(ignore);
  requests.length = 0;
  return made;
}

/** Polls on from a cursor until nothing is left; the texts in order, and where it stands then. */
export async function drain(
  { connection }: Stage,
  from: string,
): Promise<{ texts: string[]; ids: string[]; cursor: string }> {
  const texts: string[] = [];
  const ids: string[] = [];
  let cursor = from;
  for (;;) {
    const polled = await connection.poll(cursor);
    for (const event of polled.events) {
      const { message } = event as MessageCreated;
      texts.push(plainText(message.text));
      ids.push(message.id);
    }
    cursor = polled.cursor;
    if (!polled.more) return { texts, ids, cursor };
  }
}

export async function baseline({ connection }: Stage): Promise<string> {
  return (await connection.poll(undefined)).cursor;
}

/** Sets the site's clock to the beginning of a second, so that what follows falls into one. */
export function wholeSecond(site: BuddyPressEmulator): void {
  site.clock.step(1000 - (site.clock.now() % 1000));
}
