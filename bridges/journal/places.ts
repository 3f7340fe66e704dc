import type { Place } from './contract.ts';
import type { Database } from './database.ts';
import { query } from './database.ts';

/** Numbers places, each once, and remembers the numbers. */
export class Places {
  readonly #idByName = new Map<string, number>();
  readonly #placeById = new Map<number, Place>();
  readonly #find;
  readonly #read;
  readonly #insert;

  constructor(db: Database) {
    this.#find = db.prepare<{ id: number }, Place>((value) =>
      query
        .selectFrom('places')
        .where('account', '=', value('account'))
        .where('conversation', '=', value('conversation'))
        .select('id'),
    );
    this.#read = db.prepare<Place, { id: number }>((value) =>
      query.selectFrom('places').where('id', '=', value('id')).select(['account', 'conversation']),
    );
    this.#insert = db.prepare<unknown, Place>((value) =>
      query.insertInto('places').values({ account: value('account'), conversation: value('conversation') }),
    );
  }

  /** The number of a place, made when there is none. To be called inside a transaction. */
  idOf(place: Place): number {
    return this.known(place) ?? this.#remember(this.#insert.run(place).id, place);
  }

  /** The number of a place, undefined when it has none. */
  known(place: Place): number | undefined {
    const cached = this.#idByName.get(nameOf(place));
    if (cached !== undefined) return cached;
    const row = this.#find.get(place);
    return row && this.#remember(row.id, place);
  }

  /** @throws when the number was never given out, which means the file is damaged. */
  place(id: number): Place {
    const cached = this.#placeById.get(id);
    if (cached) return cached;
    const row = this.#read.get({ id });
    if (!row)
      throw new Error(
        `The journal names a place (${String(id)}) that it does not hold. Restore it from a backup.`,
      );
    this.#remember(id, row);
    return row;
  }

  /** Forgets the numbers: those given out in a transaction that was rolled back belong to nobody. */
  forget(): void {
    this.#idByName.clear();
    this.#placeById.clear();
  }

  #remember(id: number, { account, conversation }: Place): number {
    const place = { account, conversation };
    this.#idByName.set(nameOf(place), id);
    this.#placeById.set(id, place);
    return id;
  }
}

function nameOf(place: Place): string {
  return `${place.account}:${place.conversation}`;
}
