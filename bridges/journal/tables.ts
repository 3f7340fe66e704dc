import type { Generated } from 'kysely';
import type { TurnTables } from './turns/tables.ts';

/** The tables of the journal. Times are Unix milliseconds. */
export interface Tables extends TurnTables {
  places: PlacesTable;
  events: EventsTable;
  deliveries: DeliveriesTable;
  links: LinksTable;
  cursors: CursorsTable;
  secrets: SecretsTable;
  reactions: ReactionsTable;
  memories: MemoriesTable;
}

/** Conversations of accounts, numbered so that the other tables stay small. */
interface PlacesTable {
  id: Generated<number>;
  account: string;
  conversation: string;
}

interface EventsTable {
  id: Generated<number>;
  place_id: number;
  /** Unique within its place. */
  key: string;
  type: string;
  message_id: string;
  /** The event as JSON, without `raw`. */
  body: string;
  received_at: number;
}

interface DeliveriesTable {
  id: Generated<number>;
  event_id: number;
  route: string;
  to_place_id: number;
  state: string;
  attempts: number;
  reason: string | null;
  settled_at: number | null;
  /** What an attempt wrote, as JSON, while some of it may have arrived. */
  draft: string | null;
}

interface LinksTable {
  id: Generated<number>;
  delivery_id: number;
  from_place_id: number;
  message_id: string;
  to_place_id: number;
  /** Empty where the service did not tell the id. */
  copy_id: string;
  part: number;
  kind: string;
}

interface CursorsTable {
  account: string;
  value: string;
}

/** Random values made once, such as the unguessable part of a webhook's path. */
interface SecretsTable {
  name: string;
  value: string;
}

/** Reactions that were carried over onto a message. */
interface ReactionsTable {
  id: Generated<number>;
  place_id: number;
  message_id: string;
  emoji: string;
  who: string;
  name: string;
  /** 1 where the service could not show it and words stand for it. */
  in_words: number;
}

/** What an account has to remember beside its cursor. */
interface MemoriesTable {
  account: string;
  name: string;
  value: string;
}
