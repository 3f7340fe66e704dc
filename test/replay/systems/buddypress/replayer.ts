import type { ApiVersion, BuddyPressEmulator } from '../../../../bridges/sandbox/buddypress/index.ts';
import { startBuddyPress } from '../../../../bridges/sandbox/buddypress/index.ts';
import type { Recording } from '../../recordings.ts';
import type { Answer, Replayer } from '../../system.ts';
import { sendComposite } from './composite.ts';
import { parseAnswer } from './parse.ts';
import { sendRequest } from './request.ts';
import { writtenSecond } from './clock.ts';
import { THIRD_SITE_COPY, copyForThirdSite, happenings } from './timeline.ts';

/** Addresses of the servers in the recordings. */
const RECORDED_ORIGIN = /http:\/\/127\.0\.0\.1:1820\d/g;

export async function startReplayer(version: ApiVersion): Promise<Replayer> {
  const first = await startBuddyPress({ version, seeded: false });
  // Only v1 was recorded from a third set-up.
  const third =
    version === 'v1' ? await startBuddyPress({ version, seeded: false, signIn: 'late' }) : undefined;
  let waiting = happenings.map((happening) => ({ ...happening, site: first }));
  let copied = false;
  const siteOf = ({ order }: Pick<Recording, 'order'>): BuddyPressEmulator =>
    third && order >= 401 && order <= 412 ? third : first;

  return {
    headers: ['content-type', 'x-wp-total', 'x-wp-totalpages', 'allow'],
    isProse: (path) => path.endsWith('.description'),
    before(order) {
      for (const { before, run } of waiting) {
        if (third && !copied && Math.min(before, order) >= THIRD_SITE_COPY) {
          copyForThirdSite(first, third);
          copied = true;
        }
        if (before <= order) run(first, version);
      }
      waiting = waiting.filter(({ before }) => before > order);
    },
    async send(recording) {
      const site = siteOf(recording);
      setSwitches(site, recording, version);
      return (await sendComposite(site, recording, version)) ?? (await sendSingle(site, recording));
    },
    expected: (recording) => comparable(recording, siteOf(recording).origin),
    parse: parseAnswer,
    close: async () => {
      await first.close();
      await third?.close();
    },
  };
}

/** The test bed's own switches, which stand in the recorded headers. */
function setSwitches(site: BuddyPressEmulator, { request, order }: Recording, version: ApiVersion): void {
  site.switches.customFields = hasHeader(request.headers, 'x-rec-meta') ? ['bridge_ref'] : [];
  const third = order >= 401 && order <= 412;
  if (version === 'v1' && !third)
    site.switches.signIn = hasHeader(request.headers, 'x-rec-plain') ? 'never' : 'early';
}

function hasHeader(headers: Readonly<Record<string, string>>, wanted: string): boolean {
  return Object.keys(headers).some((name) => name.toLowerCase() === wanted);
}

/** Sets what no client decides: the clock of the site, and which threads of one second a page shows. */
async function sendSingle(site: BuddyPressEmulator, recording: Recording): Promise<Answer> {
  const at = writtenSecond(recording);
  if (at !== undefined) site.clock.step(at * 1000 - site.clock.now());
  site.switches.preferredTies = listedThreads(recording);
  return sendRequest(site, recording);
}

function listedThreads({ request, response }: Recording): number[] {
  const body = Array.isArray(response.body) ? (response.body as unknown[]) : [];
  if (request.method !== 'GET' || body.length < 2) return [];
  return body.flatMap((item) =>
    typeof item === 'object' && item !== null && 'id' in item ? Number(item.id) : [],
  );
}

function comparable({ response }: Recording, origin: string): Answer {
  const text = JSON.stringify(response.body ?? null).replaceAll(RECORDED_ORIGIN, origin);
  return { status: response.status, headers: response.headers, body: JSON.parse(text) as unknown };
}
