import type { BotContext } from './bot-context.ts';
import { complain } from './bot-context.ts';
import type { MannersInFile, QuietHoursInFile } from './bot-manners-schema.ts';
import { dayNumber } from './bot-manners-schema.ts';
import type { Manners, QuietHours } from './bot-model.ts';
import { readAllowed, readDenied } from './bot-people.ts';
import { readTimeZone } from './bot-time-zone.ts';
import type { Path } from './document.ts';

const DEFAULTS: Manners = {
  mode: 'mention',
  allow: [],
  deny: [],
  burstMs: 2000,
  meanwhile: 'join',
  answerWithinMs: 600_000,
  bots: { perMinute: 0, coolDownMs: 600_000 },
};

/** Checks manners and fills in what they leave out. Reports problems; what has one is left as it is elsewhere. */
export function readManners(
  path: Path,
  written: MannersInFile,
  context: BotContext,
  base: Manners = DEFAULTS,
): Manners {
  const { mode, allow, deny, quietHours, burst, meanwhile, answerWithin, bots } = written;
  const { quietHours: inherited, ...rest } = base;
  const hours =
    quietHours === undefined
      ? inherited
      : readQuietHours([...path, 'quietHours'], quietHours, context, inherited);
  return {
    ...rest,
    ...(mode === undefined ? {} : { mode }),
    ...(allow === undefined ? {} : { allow: readAllowed([...path, 'allow'], allow, context) }),
    ...(deny === undefined ? {} : { deny: readDenied([...path, 'deny'], deny, context) }),
    ...(hours === undefined ? {} : { quietHours: hours }),
    ...(burst === undefined ? {} : { burstMs: burst }),
    ...(meanwhile === undefined ? {} : { meanwhile }),
    ...(answerWithin === undefined ? {} : { answerWithinMs: answerWithin }),
    bots: {
      perMinute: bots?.perMinute ?? base.bots.perMinute,
      coolDownMs: bots?.coolDown ?? base.bots.coolDownMs,
    },
  };
}

function readQuietHours(
  path: Path,
  written: QuietHoursInFile,
  context: BotContext,
  inherited: QuietHours | undefined,
): QuietHours | undefined {
  if (written === 'off') return undefined;
  const { from, to, timeZone, days, say } = typeof written === 'string' ? ofText(written) : written;
  const zoneAt = typeof written === 'string' ? path : [...path, 'timeZone'];
  const zone = readTimeZone(zoneAt, timeZone, context);
  const [start, end] = [minutes(from), minutes(to)];
  if (start === end) {
    const advice = 'For the whole day write 00:00-24:00; for none, off.';
    return complain(context, path, `begins and ends at ${from}. ${advice}`);
  }
  if (zone === undefined) return undefined;
  const sentence = say ?? inherited?.say;
  return {
    from: start,
    to: end,
    timeZone: zone,
    days: (days ?? []).map(dayNumber),
    ...(sentence === undefined ? {} : { say: sentence }),
  };
}

/** `22:00-07:00 Europe/Berlin` */
function ofText(text: string): Exclude<QuietHoursInFile, string> {
  const [, from = '', to = '', timeZone = 'UTC'] = /^(\S+?) *- *(\S+)(?: +(\S+))?$/.exec(text) ?? [];
  return { from, to, timeZone };
}

function minutes(clock: string): number {
  const [hours, rest] = clock.split(':').map(Number);
  return (hours ?? 0) * 60 + (rest ?? 0);
}
