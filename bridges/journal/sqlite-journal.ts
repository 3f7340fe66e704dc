import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { ParleyEvent } from '../../src/model/index.ts';
import { messageIdOf } from '../../src/model/index.ts';
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
  WaitingLane,
} from './contract.ts';
import { Database, query } from './database.ts';
import { parseEvent, toBody } from './event-body.ts';
import { GroupCommit } from './group-commit.ts';
import { Places } from './places.ts';
import { countDeliveries, listDeliveries } from './reports.ts';
import type { LinkRow } from './statements.ts';
import { prepareStatements } from './statements.ts';

/** More copies than any look-back into a conversation can meet. */
const RECENT_COPIES = 3000;

/** The journal in one SQLite file. */
export class SqliteJournal implements Journal {
  readonly #db: Database;
  readonly #places: Places;
  readonly #statements: ReturnType<typeof prepareStatements>;
  readonly #commits: GroupCommit;
  #version: number;

  /** @throws when the file cannot be opened or was written by a newer Parley */
  constructor(path: string) {
    this.#db = new Database(path);
    this.#places = new Places(this.#db);
    this.#statements = prepareStatements(this.#db);
    this.#commits = new GroupCommit(
      (sql) => {
        this.#db.execute(sql);
      },
      () => {
        this.#places.forget();
      },
    );
    this.#version = this.#db.version();
  }

  accept(account: string, intakes: readonly Intake[], cursor: string | undefined): Promise<Delivery[]> {
    return this.#commits.run(() => {
      const receivedAt = Date.now();
      const deliveries: Delivery[] = [];
      for (const { event, to } of intakes) {
        const from = { account, conversation: event.conversation };
        const fromId = this.#places.idOf(from);
        const messageId = messageIdOf(event);
        if (isAboutTheMessageItself(event) && this.#isCopy(fromId, messageId)) continue;
        const { id: eventId, changes } = this.#statements.insertEvent.run({
          place_id: fromId,
          key: event.key,
          type: event.type,
          message_id: messageId,
          body: toBody(event),
          received_at: receivedAt,
        });
        if (changes === 0) continue;
        for (const { route, place } of to) {
          const { id } = this.#statements.insertDelivery.run({
            event_id: eventId,
            route,
            to_place_id: this.#places.idOf(place),
          });
          deliveries.push({ id, eventId, route, from, to: place, event, receivedAt, attempts: 0 });
        }
      }
      if (cursor !== undefined) this.#statements.setCursor.run({ account, value: cursor });
      return deliveries;
    }, true);
  }

  settle({ delivery, state, attempts, reason, links, unlinked }: Settlement): Promise<void> {
    return this.#commits.run(() => {
      this.#statements.settle.run({
        id: delivery.id,
        state,
        attempts,
        reason: reason ?? null,
        settled_at: state === 'waiting' ? null : Date.now(),
      });
      for (const link of links ?? []) {
        this.#statements.insertLink.run({
          delivery_id: delivery.id,
          from_place_id: this.#places.idOf(link.from),
          message_id: link.messageId,
          to_place_id: this.#places.idOf(link.to),
          copy_id: link.copyId,
          part: link.part,
          kind: link.kind,
        });
      }
      for (const { place, copyId } of unlinked ?? []) {
        this.#statements.deleteLink.run({ to_place_id: this.#places.idOf(place), copy_id: copyId });
      }
    });
  }

  async cursor(account: string): Promise<string | undefined> {
    return this.#db.all(query.selectFrom('cursors').select('value').where('account', '=', account))[0]?.value;
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
    }));
  }

  async copies(from: Place, messageId: string, to: Place): Promise<Link[]> {
    const [fromId, toId] = [this.#places.known(from), this.#places.known(to)];
    if (fromId === undefined || toId === undefined) return [];
    return this.#statements.linksOfMessage
      .all({ message_id: messageId, from_place_id: fromId })
      .filter((row) => row.to_place_id === toId && row.kind === 'created' && row.copy_id !== '')
      .map((row) => this.#link(row));
  }

  async linksOf(delivery: Delivery): Promise<Link[]> {
    return this.#db
      .all(
        query
          .selectFrom('links')
          .selectAll()
          .where('from_place_id', '=', this.#places.known(delivery.from) ?? 0)
          .where('message_id', '=', messageIdOf(delivery.event))
          .where('delivery_id', '=', delivery.id)
          .orderBy('part'),
      )
      .map((row) => this.#link({ ...row, kind: row.kind === 'notice' ? 'notice' : 'created' }));
  }

  async originOf(place: Place, messageId: string): Promise<Link | undefined> {
    const toId = this.#places.known(place);
    const row =
      toId === undefined
        ? undefined
        : this.#statements.linksOfCopy.get({ copy_id: messageId, to_place_id: toId });
    return row && this.#link(row);
  }

  async recentCopies(place: Place): Promise<ReadonlySet<string>> {
    const toId = this.#places.known(place);
    if (toId === undefined) return new Set();
    const newest = query.selectFrom('links').select('copy_id').where('to_place_id', '=', toId);
    return new Set(this.#db.all(newest.orderBy('id', 'desc').limit(RECENT_COPIES)).map((row) => row.copy_id));
  }

  async eventOf(place: Place, messageId: string): Promise<ParleyEvent | undefined> {
    const placeId = this.#places.known(place);
    if (placeId === undefined) return undefined;
    const [row] = this.#db.all(
      query
        .selectFrom('links')
        .innerJoin('deliveries', 'deliveries.id', 'links.delivery_id')
        .innerJoin('events', 'events.id', 'deliveries.event_id')
        .select('events.body')
        .where('links.from_place_id', '=', placeId)
        .where('links.message_id', '=', messageId)
        .where('events.type', 'in', ['message.created', 'message.edited'])
        .orderBy('events.id', 'desc')
        .limit(1),
    );
    return row && parseEvent(row.body);
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
    return this.#commits.run(() => {
      const value = randomBytes(32).toString('hex');
      this.#db.run(
        query
          .insertInto('secrets')
          .values({ name, value })
          .onConflict((c) => c.doNothing()),
      );
      return (
        this.#db.all(query.selectFrom('secrets').select('value').where('name', '=', name))[0]?.value ?? value
      );
    });
  }

  forget(before: number): Promise<number> {
    return this.#commits.run(() => {
      const old = query
        .selectFrom('events')
        .select('id')
        .where('received_at', '<', before)
        // The newest id stays, so that no id is ever given out twice.
        .where(
          'id',
          '<',
          query.selectFrom('events').select((e) => e.fn.max('id').as('id')),
        );
      const count = this.#db.run(
        query
          .deleteFrom('deliveries')
          .where('state', 'in', ['done', 'skipped'])
          .where('event_id', 'in', old)
          .where(
            'id',
            '<',
            query.selectFrom('deliveries').select((e) => e.fn.max('id').as('id')),
          ),
      );
      this.#db.run(
        query
          .deleteFrom('events')
          .where('id', 'in', old)
          .where('id', 'not in', query.selectFrom('deliveries').select('event_id')),
      );
      return count;
    });
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

  #isCopy(placeId: number, messageId: string): boolean {
    return this.#statements.linksOfCopy.get({ copy_id: messageId, to_place_id: placeId }) !== undefined;
  }

  #link(row: LinkRow): Link {
    return {
      from: this.#places.place(row.from_place_id),
      messageId: row.message_id,
      to: this.#places.place(row.to_place_id),
      copyId: row.copy_id,
      part: row.part,
      kind: row.kind,
    };
  }
}

/** People react to copies too, and that is mirrored; a copy's own creation, edits and deletion are not. */
function isAboutTheMessageItself(event: ParleyEvent): boolean {
  return (
    event.type === 'message.created' || event.type === 'message.edited' || event.type === 'message.deleted'
  );
}
