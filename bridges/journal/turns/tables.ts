import type { Generated } from 'kysely';

/** The tables of bots. Times are Unix milliseconds. */
export interface TurnTables {
  said: SaidTable;
  said_index: SaidIndexTable;
  heard: HeardTable;
  turns: TurnsTable;
  steps: StepsTable;
  usage: UsageTable;
  usage_people: UsagePeopleTable;
  desks: DesksTable;
  told: ToldTable;
}

/** What was said in places where bots listen, as last edited. */
interface SaidTable {
  id: Generated<number>;
  place_id: number;
  message_id: string;
  author_id: string;
  /** The message as JSON, without `raw`. */
  body: string;
  received_at: number;
  /** 1 for a message that its author took back: no search finds it. */
  deleted: number;
}

/** Full-text index over `said`; holds no text of its own. */
interface SaidIndexTable {
  rowid: number;
  text: string;
  /** How well a row fits; the best have the least. */
  rank: Generated<number>;
}

/** A note for a bot that something was said. */
interface HeardTable {
  id: Generated<number>;
  bot: string;
  place_id: number;
  said_id: number;
  received_at: number;
  /** `waiting`, `taken` (into a turn), `ignored`. */
  state: string;
  /** Why it was ignored. */
  why: string | null;
  turn_id: number | null;
}

interface TurnsTable {
  id: Generated<number>;
  bot: string;
  place_id: number;
  state: string;
  reason: string | null;
  /** How often something was said. */
  said: number;
  /** 1 when the first words are there. */
  began: number;
  started_at: number;
  ended_at: number | null;
}

interface StepsTable {
  id: Generated<number>;
  turn_id: number;
  /** The step as JSON. */
  body: string;
  /** Of the call of a tool that has begun and not ended: its id. */
  begun: string | null;
}

/** One row a call of a model. Outlives its turn, so that the sums of a month stay right. */
interface UsageTable {
  id: Generated<number>;
  turn_id: number;
  bot: string;
  place_id: number;
  at: number;
  input: number;
  output: number;
  cached: number;
  money: number;
}

/** For whom a call was made: everybody whose messages the turn answers. */
interface UsagePeopleTable {
  usage_id: number;
  account: string;
  person: string;
  name: string;
  at: number;
}

interface DesksTable {
  bot: string;
  place_id: number;
  /** As JSON. */
  state: string;
  /** When something in it ends by itself. */
  wakes_at: number | null;
}

/** What a bot told its operator, so that it does so once. */
interface ToldTable {
  bot: string;
  name: string;
  at: number;
}
