import type { BudgetConfig, Limit } from '../../config/bot-model.ts';
import type { Place } from '../../journal/contract.ts';
import { beginningOf, datesIn } from '../../journal/turns/dates.ts';
import type { UsageQuery } from '../contract.ts';

/** What a limit is for, from when on, and how it is named. */
export interface Window {
  /** Names it for good: `person site:7 2026-11-20`. */
  readonly name: string;
  /** The end of a sentence about what was used: `person site:7 may use on 2026-11-20`. */
  readonly whose: string;
  readonly limit: Limit;
  readonly query: UsageQuery;
}

/** Finds the windows that a call falls into. */
export class Windows {
  readonly #bot: string;
  readonly #config: BudgetConfig;
  readonly #dateOf: (at: number) => string;
  /** Beginnings of days and months, by name; those of the last few only. */
  readonly #beginnings = new Map<string, number>();

  /** @throws {RangeError} when there is no such time zone */
  constructor(bot: string, config: BudgetConfig) {
    this.#bot = bot;
    this.#config = config;
    this.#dateOf = datesIn(config.timeZone);
  }

  /** Those with a limit, the most particular first. */
  of(place: Place, people: readonly string[], now: number): Window[] {
    const { person, conversation, day, month } = this.#config;
    const { account } = place;
    const [date, since] = this.#window(now, 10);
    const [monthName, sinceMonth] = this.#window(now, 7);
    const bot = this.#bot;
    const where = `${account}:${place.conversation}`;
    const windows: Window[] = [...new Set(people)].map((id) => ({
      name: `person ${account}:${id} ${date}`,
      whose: `person ${account}:${id} may use on ${date}`,
      limit: person.day,
      query: { bot, account, person: id, since },
    }));
    windows.push(
      {
        name: `conversation ${where} ${date}`,
        whose: `conversation ${where} may use on ${date}`,
        limit: conversation.day,
        query: { bot, ...place, since },
      },
      { name: `day ${date}`, whose: `it may use on ${date}`, limit: day, query: { bot, since } },
      {
        name: `month ${monthName}`,
        whose: `it may use in ${monthName}`,
        limit: month,
        query: { bot, since: sinceMonth },
      },
    );
    return windows.filter(({ limit }) => limit.tokens !== undefined || limit.money !== undefined);
  }

  #window(now: number, length: number): [name: string, since: number] {
    const name = this.#dateOf(now).slice(0, length);
    const since = this.#beginnings.get(name) ?? beginningOf(name, now, this.#dateOf);
    if (this.#beginnings.size > 10) this.#beginnings.clear();
    this.#beginnings.set(name, since);
    return [name, since];
  }
}
