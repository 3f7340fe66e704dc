import { chmodSync, existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { StatementSync, SQLInputValue } from 'node:sqlite';
import type { CompiledQuery } from 'kysely';
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { migrations } from './migrations.ts';
import type { Tables } from './tables.ts';

/** Builds queries in SQLite's dialect; it has no driver, its queries are compiled and run by `Database`. */
export const query = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** Stands for a value that is given at each run of a prepared query. */
class Placeholder {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

interface Compilable<Row> {
  compile(): CompiledQuery<Row>;
}

/** A query that was compiled once and runs many times. */
export interface Prepared<Row, Values> {
  all(values: Values): Row[];
  get(values: Values): Row | undefined;
  /** @returns the id of the inserted row, and how many rows changed */
  run(values: Values): { id: number; changes: number };
}

/** One SQLite file, opened for durability: WAL, synchronous=FULL. */
export class Database {
  readonly #sqlite: DatabaseSync;

  /** @throws when the file cannot be opened, is no journal, or was written by a newer Parley. */
  constructor(path: string) {
    const isNew = !existsSync(path);
    this.#sqlite = new DatabaseSync(path, { timeout: 5000 });
    // Messages of people stand in it: for the owner's eyes only.
    if (isNew && path !== ':memory:') chmodSync(path, 0o600);
    this.execute('PRAGMA journal_mode = WAL');
    this.execute('PRAGMA synchronous = FULL');
    // Moving the WAL into the file costs two more fsyncs: less often than the default of 1000 pages.
    this.execute('PRAGMA wal_autocheckpoint = 4000');
    this.execute('PRAGMA temp_store = MEMORY');
    this.#migrate(path);
  }

  execute(sql: string): void {
    this.#sqlite.exec(sql);
  }

  /** Compiles a query once. `value('x')` in it stands for the field `x` of what each run is given. */
  prepare<Row, Values extends object>(
    build: (value: <Name extends keyof Values & string>(name: Name) => Values[Name]) => Compilable<Row>,
  ): Prepared<Row, Values> {
    const compiled = build((name) => new Placeholder(name) as Values[typeof name]).compile();
    const statement = this.#sqlite.prepare(compiled.sql);
    const bind = (values: Values): SQLInputValue[] =>
      compiled.parameters.map((parameter) =>
        parameter instanceof Placeholder
          ? (values[parameter.name as keyof Values] as SQLInputValue)
          : (parameter as SQLInputValue),
      );
    return {
      all: (values) => rows<Row>(statement, bind(values)),
      get: (values) => statement.get(...bind(values)) as Row | undefined,
      run: (values) => {
        const result = statement.run(...bind(values));
        return { id: Number(result.lastInsertRowid), changes: Number(result.changes) };
      },
    };
  }

  /** Runs a query that is needed seldom. */
  all<Row>(build: Compilable<Row>): Row[] {
    const compiled = build.compile();
    return rows<Row>(this.#sqlite.prepare(compiled.sql), compiled.parameters as SQLInputValue[]);
  }

  /** Runs a seldom statement. @returns how many rows changed */
  run(build: Compilable<unknown>): number {
    const compiled = build.compile();
    return Number(
      this.#sqlite.prepare(compiled.sql).run(...(compiled.parameters as SQLInputValue[])).changes,
    );
  }

  /** A number that changes when another process has written. */
  version(): number {
    return Number(this.#sqlite.prepare('PRAGMA data_version').get()?.['data_version']);
  }

  close(): void {
    this.#sqlite.close();
  }

  #migrate(path: string): void {
    const version = this.#schemaVersion();
    if (version > migrations.length) {
      throw new Error(
        `The journal ${path} was written by a newer Parley (version ${String(version)}, this one knows ` +
          `${String(migrations.length)}). Update parley-bridge, or name another file under journal.path.`,
      );
    }
    for (const [index, migration] of migrations.entries()) {
      if (index < version) continue;
      this.execute('BEGIN IMMEDIATE');
      // Another process may have come here first.
      if (this.#schemaVersion() === index) {
        for (const step of migration(query)) this.execute(step.compile().sql);
        this.execute(`PRAGMA user_version = ${String(index + 1)}`);
      }
      this.execute('COMMIT');
    }
  }

  #schemaVersion(): number {
    return Number(this.#sqlite.prepare('PRAGMA user_version').get()?.['user_version']);
  }
}

function rows<Row>(statement: StatementSync, values: SQLInputValue[]): Row[] {
  return statement.all(...values) as Row[];
}
