import { randomBytes } from 'node:crypto';
import type { Database } from './database.ts';
import { query } from './database.ts';

/** The small things that the journal keeps for accounts and for itself: read seldom, written seldom. */
export class Keepsakes {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  cursor(account: string): string | undefined {
    const rows = this.#db.all(query.selectFrom('cursors').select('value').where('account', '=', account));
    return rows[0]?.value;
  }

  memories(account: string): ReadonlyMap<string, string> {
    const rows = this.#db.all(
      query.selectFrom('memories').select(['name', 'value']).where('account', '=', account),
    );
    return new Map(rows.map(({ name, value }) => [name, value]));
  }

  /** To be called inside a transaction. */
  remember(account: string, name: string, value: string): void {
    this.#db.run(
      query
        .insertInto('memories')
        .values({ account, name, value })
        .onConflict((c) => c.columns(['account', 'name']).doUpdateSet({ value })),
    );
  }

  /** The value of a secret, made when there is none. To be called inside a transaction. */
  secret(name: string): string {
    const value = randomBytes(32).toString('hex');
    this.#db.run(
      query
        .insertInto('secrets')
        .values({ name, value })
        .onConflict((c) => c.doNothing()),
    );
    const rows = this.#db.all(query.selectFrom('secrets').select('value').where('name', '=', name));
    return rows[0]?.value ?? value;
  }
}
