import { storedMessage, storedSubject } from './text/index.ts';
import type { Site } from './site.ts';
import { typed } from './typed.ts';

/** The account that Parley uses in the sandbox. */
export const PARLEY = { id: 19, login: 'parley', displayName: 'Parley', moderator: false } as const;

export interface SeededThread {
  readonly id: string;
  readonly name: string;
  /** Ids of the people in it, beside Parley. */
  readonly people: readonly string[];
}

interface Beginning {
  readonly subject: string;
  readonly starter: number;
  readonly others: readonly number[];
  readonly text: string;
}

const BEGINNINGS: readonly Beginning[] = [
  { subject: 'Community desk', starter: 2, others: [3, PARLEY.id], text: 'Welcome to the community desk!' },
  { subject: 'Garden club', starter: 4, others: [PARLEY.id, 5], text: 'Who brings the seeds on Sunday?' },
];

/** Threads that the site starts with; Parley's account is in all of them. */
export function seedThreads(site: Site): SeededThread[] {
  site.people.set(PARLEY.id, PARLEY);
  const hourAgo = Math.floor(site.clock.now() / 1000) - 3600;
  return BEGINNINGS.map(({ subject, starter, others, text }, index) => {
    const thread = site.store.nextThread();
    site.store.add(
      thread,
      {
        sender: starter,
        subject: storedSubject(subject),
        text: storedMessage(typed(text)),
        second: hourAgo + index,
      },
      others,
    );
    const people = [starter, ...others].filter((id) => id !== PARLEY.id).map(String);
    return { id: String(thread), name: subject, people };
  });
}
