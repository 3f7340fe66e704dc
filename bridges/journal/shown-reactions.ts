import type { Place, ReactionChange, ShownReaction } from './contract.ts';
import type { Database } from './database.ts';
import { query } from './database.ts';
import type { Places } from './places.ts';

/** Which reactions stand on which messages because they were carried over. */
export class ShownReactions {
  readonly #db: Database;
  readonly #places: Places;

  constructor(db: Database, places: Places) {
    this.#db = db;
    this.#places = places;
  }

  /** Oldest first. */
  on(place: Place, messageId: string): ShownReaction[] {
    const placeId = this.#places.known(place);
    if (placeId === undefined) return [];
    const rows = this.#db.all(
      query
        .selectFrom('reactions')
        .select(['emoji', 'who', 'name', 'in_words'])
        .where('place_id', '=', placeId)
        .where('message_id', '=', messageId)
        .orderBy('id'),
    );
    return rows.map(({ in_words, ...row }) => (in_words === 1 ? { ...row, inWords: true } : row));
  }

  /** The same change twice is one. To be called inside a transaction. */
  change(
    place: Place,
    { messageId, emoji, who, name, inWords, change, replaces = [] }: ReactionChange,
  ): void {
    const place_id = this.#places.idOf(place);
    const gone = change === 'removed' ? [emoji] : replaces;
    if (gone.length > 0) {
      this.#db.run(
        query
          .deleteFrom('reactions')
          .where('place_id', '=', place_id)
          .where('message_id', '=', messageId)
          .where('emoji', 'in', [...gone])
          .where('who', '=', who),
      );
    }
    if (change === 'removed') return;
    this.#db.run(
      query
        .insertInto('reactions')
        .values({ place_id, message_id: messageId, emoji, who, name, in_words: inWords === true ? 1 : 0 })
        .onConflict((c) => c.doNothing()),
    );
  }

  /** Forgets what stood on a message that is gone. To be called inside a transaction. */
  removeAll(place: Place, messageId: string): void {
    this.#db.run(
      query
        .deleteFrom('reactions')
        .where('place_id', '=', this.#places.idOf(place))
        .where('message_id', '=', messageId),
    );
  }
}
