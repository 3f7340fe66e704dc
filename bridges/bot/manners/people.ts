import type { Author } from '../../../src/model/index.ts';
import type { PersonConfig } from '../../config/model.ts';
import { fold } from './names.ts';

/** Somebody on an account. */
export interface Somebody {
  readonly account: string;
  readonly author: Pick<Author, 'id' | 'name'>;
  /** Who is who, by configuration. */
  readonly people: readonly PersonConfig[];
}

/**
 * Whether a list that permits something names somebody: by a name of the configuration, by `account:id`, or by id.
 * What people call themselves counts for nothing, because anybody can call themselves anything.
 */
export function isListed(list: readonly string[], who: Somebody): boolean {
  return list.some((entry) => names(entry, who));
}

/** Whether a list that forbids something names somebody: also by what they call themselves. */
export function isBarred(list: readonly string[], who: Somebody): boolean {
  const shown = fold(who.author.name).trim();
  return list.some((entry) => entry === who.author.id || names(entry, who) || fold(entry).trim() === shown);
}

function names(entry: string, { account, author, people }: Somebody): boolean {
  // A name of the configuration is that person everywhere, even where somebody has it for an id.
  const person = people.find(({ name }) => name.toLowerCase() === entry.toLowerCase());
  if (person) return Object.hasOwn(person.ids, account) && person.ids[account] === author.id;
  return entry === author.id || entry === `${account}:${author.id}`;
}
