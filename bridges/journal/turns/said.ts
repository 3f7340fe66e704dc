import { sql } from 'kysely';
import type { Message, ParleyEvent } from '../../../src/model/index.ts';
import { plainText } from '../../../src/text/index.ts';
import type { Database } from '../database.ts';
import { query } from '../database.ts';
import { searchable, toMatch } from './words.ts';

/** What was said in places where bots listen, as last edited, with a full-text index. What writes is to be called inside a transaction. */
export class Said {
  readonly #statements: ReturnType<typeof prepare>;

  constructor(db: Database) {
    this.#statements = prepare(db);
  }

  /** Keeps a message; one that is known stays as it is, for it may have been edited since. @returns its number */
  keep(placeId: number, message: Message, receivedAt: number): number {
    const { id, changes } = this.#statements.insert.run({
      place_id: placeId,
      message_id: message.id,
      author_id: message.author.id,
      body: toBody(message),
      received_at: receivedAt,
    });
    if (changes === 0)
      return this.#statements.find.get({ place_id: placeId, message_id: message.id })?.id ?? id;
    this.#index(id, message);
    return id;
  }

  /** Keeps what a bot says there. */
  keepWords(placeId: number, event: ParleyEvent): void {
    if (event.type === 'message.created') this.keep(placeId, event.message, Date.now());
    if (event.type === 'message.edited') this.change(placeId, event.message);
  }

  /** Takes in what a known message has become. */
  change(placeId: number, message: Message): void {
    const known = this.#statements.find.get({ place_id: placeId, message_id: message.id });
    if (!known || known.deleted === 1) return;
    this.#statements.change.run({ id: known.id, body: toBody(message) });
    this.#statements.removeFromIndex.run({ id: known.id });
    this.#index(known.id, message);
  }

  /** @returns the number of the message that is gone; undefined when it was not known */
  remove(placeId: number, messageId: string): number | undefined {
    const known = this.#statements.find.get({ place_id: placeId, message_id: messageId });
    if (!known) return undefined;
    this.#statements.markDeleted.run({ id: known.id });
    this.#statements.removeFromIndex.run({ id: known.id });
    return known.id;
  }

  /** A message that stands there. */
  message(placeId: number, messageId: string): Message | undefined {
    const known = this.#statements.find.get({ place_id: placeId, message_id: messageId });
    return known && parseMessage(known.body);
  }

  search(placeId: number, words: string, limit: number): Message[] {
    const match = toMatch(words);
    if (match === undefined) return [];
    return this.#statements.search
      .all({ match, place_id: placeId, limit })
      .map(({ body }) => parseMessage(body));
  }

  #index(id: number, { text, attachments }: Message): void {
    const words = [plainText(text), ...attachments.map(({ name }) => name)].join('\n');
    this.#statements.addToIndex.run({ id, text: searchable(words) });
  }
}

/** The journal wrote it itself, from a `Message`. */
export function parseMessage(body: string): Message {
  return JSON.parse(body) as Message;
}

function toBody(message: Message): string {
  return JSON.stringify({ ...message, raw: undefined });
}

interface NewSaid {
  place_id: number;
  message_id: string;
  author_id: string;
  body: string;
  received_at: number;
}

function prepare(db: Database) {
  return {
    insert: db.prepare<unknown, NewSaid>((value) =>
      query
        .insertInto('said')
        .values({
          place_id: value('place_id'),
          message_id: value('message_id'),
          author_id: value('author_id'),
          body: value('body'),
          received_at: value('received_at'),
          deleted: 0,
        })
        .onConflict((c) => c.doNothing()),
    ),
    find: db.prepare<{ id: number; body: string; deleted: number }, { place_id: number; message_id: string }>(
      (value) =>
        query
          .selectFrom('said')
          .select(['id', 'body', 'deleted'])
          .where('place_id', '=', value('place_id'))
          .where('message_id', '=', value('message_id')),
    ),
    change: db.prepare<unknown, { id: number; body: string }>((value) =>
      query
        .updateTable('said')
        .set({ body: value('body') })
        .where('id', '=', value('id')),
    ),
    markDeleted: db.prepare<unknown, { id: number }>((value) =>
      query.updateTable('said').set({ deleted: 1 }).where('id', '=', value('id')),
    ),
    addToIndex: db.prepare<unknown, { id: number; text: string }>((value) =>
      query.insertInto('said_index').values({ rowid: value('id'), text: value('text') }),
    ),
    removeFromIndex: db.prepare<unknown, { id: number }>((value) =>
      query.deleteFrom('said_index').where('rowid', '=', value('id')),
    ),
    search: db.prepare<{ body: string }, { match: string; place_id: number; limit: number }>((value) =>
      query
        .selectFrom('said_index')
        .innerJoin('said', 'said.id', 'said_index.rowid')
        .select('said.body')
        .where(sql<boolean>`said_index match ${value('match')}`)
        .where('said.place_id', '=', value('place_id'))
        .orderBy('said_index.rank')
        .limit(value('limit')),
    ),
  };
}
