import type { Message, ParleyEvent } from '../../../src/model/index.ts';
import { messageIdOf } from '../../../src/model/index.ts';
import type {
  DeskState,
  Heard,
  Silence,
  ToolCall,
  Turn,
  TurnReport,
  TurnStep,
  TurnStore,
  Usage,
  UsageQuery,
  UsageRow,
  Words,
} from '../../bot/contract.ts';
import type { Delivery, Place } from '../contract.ts';
import { idOfWords } from '../../relay/own-words.ts';
import type { Database } from '../database.ts';
import type { Events } from '../events.ts';
import type { GroupCommit } from '../group-commit.ts';
import type { Places } from '../places.ts';
import { Desks } from './desks.ts';
import { Hearing } from './hearing.ts';
import type { TurnFilter } from './reports.ts';
import { listTurns } from './reports.ts';
import { Said } from './said.ts';
import { TurnRows } from './turn-rows.ts';
import { UsageSums } from './usage.ts';

export interface TurnsOptions {
  readonly db: Database;
  readonly places: Places;
  readonly events: Events;
  readonly commits: GroupCommit;
}

/** The part of the journal that belongs to bots, in the same SQLite file. */
export class SqliteTurns implements TurnStore {
  readonly #db: Database;
  readonly #places: Places;
  readonly #events: Events;
  readonly #commits: GroupCommit;
  readonly #said: Said;
  readonly #desks: Desks;
  readonly #turns: TurnRows;
  readonly #usage: UsageSums;
  /** Where the journal notes what bots hear. */
  readonly hearing: Hearing;

  constructor({ db, places, events, commits }: TurnsOptions) {
    this.#db = db;
    this.#places = places;
    this.#events = events;
    this.#commits = commits;
    this.#said = new Said(db);
    this.hearing = new Hearing(db, places, this.#said);
    this.#desks = new Desks(db, places);
    this.#turns = new TurnRows(db, places, this.hearing);
    this.#usage = new UsageSums(db, places);
  }

  async heard(bot: string, place?: Place): Promise<Heard[]> {
    if (!place) return this.hearing.waiting(bot);
    const placeId = this.#places.known(place);
    return placeId === undefined ? [] : this.hearing.waitingIn(bot, placeId);
  }

  ignore(ids: readonly number[], why: Silence): Promise<void> {
    return this.#commits.run(() => {
      for (const id of ids) this.hearing.ignore(id, why);
    });
  }

  begin(bot: string, place: Place, heard: readonly Heard[]): Promise<Turn> {
    return this.#commits.run(() => {
      const id = this.#turns.add(bot, this.#places.idOf(place));
      for (const one of heard) this.hearing.take(one.id, id);
      const turn = this.#read(id);
      if (turn.heard.length > 0 || heard.length === 0) return turn;
      this.#turns.change(id, { state: 'silent', reason: 'deleted', said: 0, began: 0 });
      return this.#read(id);
    });
  }

  join({ id }: Turn, heard: readonly Heard[], { anew = false } = {}): Promise<Turn> {
    return this.#commits.run(() => {
      this.#openRow(id);
      for (const one of heard) this.hearing.take(one.id, id);
      if (anew) this.#turns.forgetSteps(id);
      return this.#read(id);
    });
  }

  step(
    { id }: Turn,
    step: TurnStep,
    cost?: { readonly usage: Usage; readonly money: number },
  ): Promise<Turn> {
    return this.#commits.run(() => {
      const { bot, place_id } = this.#turns.row(id);
      this.#turns.addStep(id, step);
      if (cost) {
        this.#usage.add({ turnId: id, bot, placeId: place_id, people: this.hearing.peopleOf(id) }, cost);
      }
      return this.#read(id);
    });
  }

  toolBegins({ id }: Turn, call: ToolCall): Promise<Turn> {
    return this.#commits.run(() => {
      this.#openRow(id);
      this.#turns.beginTool(id, call);
      return this.#read(id);
    });
  }

  say(turn: Turn, words: Words): Promise<{ turn: Turn; deliveries: Delivery[] }> {
    return this.#commits.run(() => {
      const { event, to, state, reason, desk, tell } = words;
      const row = this.#openRow(turn.id);
      const isMain = messageIdOf(event) === idOfWords(turn.id);
      if (row.said !== turn.said || (isMain && (row.began === 1) !== (event.type === 'message.edited'))) {
        throw new Error(
          `Turn ${String(turn.id)} has said ${String(row.said)} things, not ${String(turn.said)}: what it was to ` +
            `say now (${event.type}) would be said twice or never.`,
        );
      }
      const said = row.said + 1;
      const key = `${idOfWords(turn.id)}:${String(said)}`;
      const deliveries = this.#addWords(turn.place, { ...event, key }, to);
      this.#said.keepWords(row.place_id, event);
      if (tell) {
        const { place, route } = tell;
        deliveries.push(...this.#addWords(place, { ...tell.event, key: `${key}:tell` }, [{ route, place }]));
      }
      if (desk) this.#desks.save(turn.bot, turn.place, desk);
      this.#turns.change(turn.id, { state, reason, said, began: isMain ? 1 : row.began });
      return { turn: this.#read(turn.id), deliveries };
    });
  }

  end({ id }: Turn, state: 'silent' | 'failed' | 'answered', reason: string): Promise<void> {
    return this.#commits.run(() => {
      const row = this.#turns.row(id);
      if (row.state === 'open') this.#turns.change(id, { state, reason, said: row.said, began: row.began });
    });
  }

  async open(bot: string): Promise<Turn[]> {
    return this.#turns.open(bot);
  }

  async desk(bot: string, place: Place): Promise<DeskState> {
    return this.#desks.state(bot, place);
  }

  saveDesk(bot: string, place: Place, state: DeskState): Promise<void> {
    return this.#commits.run(() => {
      this.#desks.save(bot, place, state);
    });
  }

  async desks(bot: string): Promise<readonly { readonly place: Place; readonly state: DeskState }[]> {
    return this.#desks.waking(bot);
  }

  tellOnce(bot: string, name: string): Promise<boolean> {
    return this.#commits.run(() => this.#desks.tellOnce(bot, name));
  }

  async usage(query: UsageQuery): Promise<UsageRow> {
    return this.#usage.sum(query);
  }

  async usageTable(
    query: UsageQuery,
    by: 'person' | 'conversation' | 'day' | 'month' | 'bot',
  ): Promise<(UsageRow & { readonly name: string })[]> {
    return this.#usage.table(query, by);
  }

  async turns(query: TurnFilter): Promise<TurnReport[]> {
    return listTurns({ db: this.#db, places: this.#places, hearing: this.hearing, said: this.#said }, query);
  }

  async search(place: Place, words: string, limit: number): Promise<Message[]> {
    const placeId = this.#places.known(place);
    return placeId === undefined ? [] : this.#said.search(placeId, words, limit);
  }

  async hasAnswered(bot: string, place: Place, messageId: string): Promise<boolean> {
    const placeId = this.#places.known(place);
    return placeId !== undefined && this.#turns.hasAnswered(bot, placeId, messageId);
  }

  async answersTo(bot: string, place: Place, person: string, since: number): Promise<number[]> {
    const placeId = this.#places.known(place);
    return placeId === undefined ? [] : this.#turns.answersTo(bot, placeId, person, since);
  }

  #addWords(from: Place, event: ParleyEvent, to: Words['to']): Delivery[] {
    const deliveries = this.#events.add(from, { event, to }, Date.now());
    if (deliveries) return deliveries;
    throw new Error(`The journal holds ${event.key} already, so it cannot be said again.`);
  }

  #read(id: number): Turn {
    return this.#turns.turn(this.#turns.row(id));
  }

  /** @throws when the turn is over */
  #openRow(id: number) {
    const row = this.#turns.row(id);
    if (row.state === 'open') return row;
    throw new Error(`Turn ${String(id)} is over (${row.state}), so nothing can be added to it.`);
  }
}
