import type { BotContext } from './bot-context.ts';
import { complain, eachOf } from './bot-context.ts';
import type { PeopleListInFile } from './bot-manners-schema.ts';
import type { Path } from './document.ts';
import { didYouMean, nearest } from './suggest.ts';

/** Ids of services hold none of these; names of people do. */
const ONLY_IN_NAMES = /[\s'’]/u;

/**
 * Checks a list of people who may do something: each a name of `people`, `account:id`, or an id of the platform. A name
 * that is not configured is refused, because people choose their shown names themselves.
 */
export function readAllowed(
  path: Path,
  written: PeopleListInFile | undefined,
  context: BotContext,
): string[] {
  const names = context.people.map(({ name }) => name);
  return eachOf(path, written).flatMap(({ at, one }) => {
    const text = String(one).trim();
    if (text === '') return complain(context, at, 'is empty.') ?? [];
    const isKnown = names.some((name) => name.toLowerCase() === text.toLowerCase());
    if (!isKnown && ONLY_IN_NAMES.test(text)) {
      const advice = `Name them there with their ids, because anybody can call themselves so. ${didYouMean(text, names)}`;
      return complain(context, at, `is "${text}", whom "people" does not name. ${advice.trim()}`) ?? [];
    }
    const meant = isKnown ? undefined : nearest(text, names);
    if (meant !== undefined && !/\d/.test(text)) {
      const message = `${at.join('.')} is "${text}", taken as an id. Did you mean "${meant}" of "people"?`;
      context.warnings.push({ ...context.document.at(at), message });
    }
    return [text];
  });
}

/** People who may not: shown names count as well, so anything goes but nothing. */
export function readDenied(path: Path, written: PeopleListInFile | undefined, context: BotContext): string[] {
  return eachOf(path, written).flatMap(({ at, one }) => {
    const text = String(one).trim();
    return text === '' ? (complain(context, at, 'is empty.') ?? []) : [text];
  });
}
