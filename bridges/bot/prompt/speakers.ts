import type { Author, Identity } from '../../../src/model/index.ts';
import type { PersonConfig } from '../../config/model.ts';
import { escapeName } from './escape.ts';

/** Somebody as the model is told of them. Never an id of the platform. */
export interface Speaker {
  /** Shown name; a number follows where two people have the same, or somebody has the bot's. */
  readonly name: string;
  /** Name in the configuration, for people who are listed there. Nobody can choose that one for themselves. */
  readonly known?: string;
  /** Other than a person with an account. `account`: the bot's own account, but not the bot. */
  readonly kind?: 'guest' | 'bot' | 'system' | 'account';
}

export interface Speakers {
  of(author: Author): Speaker;
  /** Everybody who was asked for, in that order. */
  all(): readonly Speaker[];
}

/** Tells the people of one request apart, by their ids. Names of the configuration are for those who are meant. */
export function createSpeakers(
  account: string,
  people: readonly PersonConfig[],
  self: Identity,
  title: string,
): Speakers {
  const speakers = new Map<string, Speaker>();
  const taken = new Set([title, self.name, 'you', ...people.map(({ name }) => name)].map(likeness));

  return {
    of(author) {
      const { kind } = author;
      if (kind === 'self') return { name: escapeName(self.name), kind: 'account' };
      const met = speakers.get(author.id);
      if (met) return met;
      const known = people.find(({ ids }) => Object.hasOwn(ids, account) && ids[account] === author.id)?.name;
      const name = escapeName(author.name) || 'somebody';
      const isOwn = known !== undefined && likeness(known) === likeness(name);
      const speaker: Speaker = {
        name: isOwn ? name : unique(name, taken),
        ...(known === undefined ? {} : { known: escapeName(known) }),
        ...(kind === 'person' ? {} : { kind }),
      };
      speakers.set(author.id, speaker);
      return speaker;
    },
    all: () => [...speakers.values()],
  };
}

function unique(name: string, taken: Set<string>): string {
  let found = name;
  for (let number = 2; taken.has(likeness(found)); number += 1) found = `${name} (${String(number)})`;
  taken.add(likeness(found));
  return found;
}

/** The same for names that look alike in another width, with other capitals or other blanks. */
function likeness(name: string): string {
  return name.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}
