import { sql } from 'kysely';
import type { ParleyEvent } from '../../src/model/index.ts';
import type {
  Delivery,
  DeliveryQuery,
  DeliveryReport,
  DeliveryState,
  Intake,
  Journal,
  Link,
  Place,
  Settlement,
  ShownReaction,
  WaitingLane,
} from './contract.ts';
import { Database, query } from './database.ts';
import { parseDraft, parseEvent } from './event-body.ts';
import { Events } from './events.ts';
import { GroupCommit } from './group-commit.ts';
import { Keepsakes } from './keepsakes.ts';
import { Links } from './links.ts';
import { Places } from './places.ts';
import { countDeliveries, listDeliveries } from './reports.ts';
import { forgetBefore } from './retention.ts';
import { ShownReactions } from './shown-reactions.ts';
import { prepareStatements } from './statements.ts';
import { SqliteTurns } from './turns/sqlite-turns.ts';

/** The journal in one SQLite file. */
export class SqliteJournal implements Journal {
  readonly #db: Database;
  readonly #places: Places;
  readonly #statements: ReturnType<typeof prepareStatements>;
  readonly #links: Links;
  readonly #events: Events;
  readonly #keepsakes: Keepsakes;
  readonly #reactions: ShownReactions;
  readonly #commits: GroupCommit;
  readonly turns: SqliteTurns;
  #version: number;

  /** @throws when the file cannot be opened or was written by a newer Parley */
  constructor(path: string) {
    this.#db = new Database(path);
    this.#places = new Places(this.#db);
    this.#statements = prepareStatements(this.#db);
    this.#links = new Links(this.#db, this.#places, this.#statements);
    this.#events = new Events(this.#places, this.#links, this.#statements);
    this.#keepsakes = new Keepsakes(this.#db);
    this.#reactions = new ShownReactions(this.#db, this.#places);
    this.#commits = new GroupCommit(
      (sql) => {
        this.#db.execute(sql);
      },
      () => {
        this.#places.forget();
      },
    );
    this.turns = new SqliteTurns({
      db: this.#db,
      places: this.#places,
      events: this.#events,
      commits: this.#commits,
    });
    this.#version = this.#db.version();
  }

  accept(account: string, intakes: readonly Intake[], cursor: string | undefined): Promise<Delivery[]> {
    return this.#commits.run(() => {
      const receivedAt = Date.now();
      const deliveries: Delivery[] = [];
      for (const intake of intakes) {
        const from = { account, conversation: intake.event.conversation };
        const added = this.#events.add(from, intake, receivedAt);
        if (!added) continue;
        deliveries.push(...added);
        this.turns.hearing.note(this.#places.idOf(from), intake.event, intake.bots ?? [], receivedAt);
      }
      if (cursor !== undefined) this.#statements.setCursor.run({ account, value: cursor });
      return deliveries;
    }, true);
  }

  backfill(account: string, intakes: readonly Intake[], { dryRun = false } = {}): Promise<number> {
    if (dryRun) {
      const missing = intakes.map((intake) => this.#events.missing(account, intake).length);
      return Promise.resolve(missing.reduce((total, count) => total + count, 0));
    }
    return this.#commits.run(() => {
      let added = 0;
      for (const intake of intakes) {
        const { event } = intake;
        const missing = this.#events.missing(account, intake);
        const from = { account, conversation: event.conversation };
        const stored = missing.length > 0 ? this.#events.store(from, event, Date.now()) : undefined;
        if (!stored) continue;
        for (const { route, place } of missing) this.#events.deliver(stored.id, route, place);
        added += missing.length;
      }
      return added;
    }, true);
  }

  settle({ delivery, state, attempts, reason, draft, links, unlinked, reaction }: Settlement): Promise<void> {
    return this.#commits.run(() => {
      this.#statements.settle.run({
        id: delivery.id,
        state,
        attempts,
        reason: reason ?? null,
        settled_at: state === 'waiting' ? null : Date.now(),
        draft: draft ? JSON.stringify(draft) : null,
      });
      for (const link of links ?? []) this.#links.add(delivery, link);
      for (const { place, copyId } of unlinked ?? []) {
        this.#links.remove(place, copyId);
        this.#reactions.removeAll(place, copyId);
      }
      if (reaction) this.#reactions.change(delivery.to, reaction);
    });
  }

  async cursor(account: string): Promise<string | undefined> {
    return this.#keepsakes.cursor(account);
  }

  async waitingLanes(): Promise<WaitingLane[]> {
    const rows = this.#db.all(
      query
        .selectFrom('deliveries')
        .select(['to_place_id', (e) => e.fn.countAll<number>().as('count')])
        .where('state', '=', 'waiting')
        .groupBy('to_place_id'),
    );
    return rows.map((row) => ({ place: this.#places.place(row.to_place_id), count: row.count }));
  }

  async waiting(place: Place, afterId: number, limit: number): Promise<Delivery[]> {
    const placeId = this.#places.known(place);
    if (placeId === undefined) return [];
    return this.#statements.waiting.all({ to_place_id: placeId, after: afterId, limit }).map((row) => ({
      id: row.id,
      eventId: row.event_id,
      route: row.route,
      from: this.#places.place(row.from_place_id),
      to: place,
      event: parseEvent(row.body),
      receivedAt: row.received_at,
      attempts: row.attempts,
      ...(row.draft === null ? {} : { draft: parseDraft(row.draft) }),
    }));
  }

  async copies(from: Place, messageId: string, to: Place): Promise<Link[]> {
    return this.#links.copies(from, messageId, to);
  }

  async linksOf(delivery: Delivery): Promise<Link[]> {
    return this.#links.madeBy(delivery);
  }

  async originOf(place: Place, messageId: string): Promise<Link | undefined> {
    return this.#links.originOf(place, messageId);
  }

  async recentCopies(place: Place): Promise<ReadonlySet<string>> {
    return this.#links.recentCopies(place);
  }

  async eventOf(place: Place, messageId: string, before?: number): Promise<ParleyEvent | undefined> {
    return this.#links.eventOf(place, messageId, before);
  }

  async takenIn(link: Link): Promise<number | undefined> {
    return this.#links.takenIn(link);
  }

  async laterChanges(delivery: Delivery): Promise<ParleyEvent[]> {
    return this.#links.laterChanges(delivery);
  }

  async deliveries(filter: DeliveryQuery): Promise<DeliveryReport[]> {
    return listDeliveries(this.#db, this.#places, filter);
  }

  async counts(): Promise<Record<DeliveryState, number>> {
    return countDeliveries(this.#db);
  }

  retry(ids: readonly number[] | 'all'): Promise<number> {
    return this.#commits.run(() => {
      const update = query
        .updateTable('deliveries')
        // Nothing that a person put back counts as never tried: of those a restart looks for the first only.
        .set({ state: 'waiting', attempts: sql<number>`max(attempts, 1)` })
        .where('state', '=', 'failed');
      return this.#db.run(ids === 'all' ? update : update.where('id', 'in', [...ids]));
    });
  }

  secret(name: string): Promise<string> {
    return this.#commits.run(() => this.#keepsakes.secret(name));
  }

  async memories(account: string): Promise<ReadonlyMap<string, string>> {
    return this.#keepsakes.memories(account);
  }

  remember(account: string, name: string, value: string): Promise<void> {
    return this.#commits.run(() => {
      this.#keepsakes.remember(account, name, value);
    });
  }

  async reactions(place: Place, messageId: string): Promise<ShownReaction[]> {
    return this.#reactions.on(place, messageId);
  }

  forget(before: number): Promise<number> {
    return this.#commits.run(() => forgetBefore(this.#db, before));
  }

  changedElsewhere(): boolean {
    const version = this.#db.version();
    const changed = version !== this.#version;
    this.#version = version;
    return changed;
  }

  async close(): Promise<void> {
    this.#commits.flush();
    this.#db.close();
  }
}
