import type { BotContext } from './bot-context.ts';
import { complain } from './bot-context.ts';
import type { Path } from './document.ts';
import { nearest } from './suggest.ts';

/** Checks the name of a time zone. Undefined after reporting that there is none. */
export function readTimeZone(path: Path, name: string, context: BotContext): string | undefined {
  if (isTimeZone(name)) return name;
  const guess = nearest(name, Intl.supportedValuesOf('timeZone'));
  const advice =
    guess === undefined ? 'Write an IANA name such as Europe/Berlin, or UTC.' : `Did you mean "${guess}"?`;
  return complain(context, path, `has the time zone "${name}", which there is not. ${advice}`);
}

/** Offsets such as +02:00 are no names: they know no summer. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
