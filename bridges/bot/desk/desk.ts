import { setTimeout as sleep } from 'node:timers/promises';
import type { Manners } from '../../config/bot-model.ts';
import type { Place } from '../../journal/contract.ts';
import type { DeskState, Heard, Silence, Turn } from '../contract.ts';
import { keyOf } from '../../relay/routing.ts';
import { burstsOf } from '../manners/burst.ts';
import type { Surroundings } from '../parts.ts';
import { runTurn } from '../turn/run.ts';
import type { DeskContext, TurnControl } from './context.ts';
import { judgeHeard } from './judging.ts';
import { returnFromHandover } from './returning.ts';
import { endsAt, withoutOver } from './state.ts';

/** After something went wrong that is not the model's doing, the desk tries again in so long, milliseconds. */
const AGAIN_MS = 10_000;
/** The clock is looked at so often at least, because it may be set while a timer runs, milliseconds. */
const LOOK_MS = 60_000;

/** A turn that is being carried out. */
interface Current {
  turn: Turn;
  ended: Promise<void>;
  call: { controller: AbortController; byMessages: boolean } | undefined;
  why: Silence | undefined;
}

/** One bot in one conversation: judges what is said there, in order, and makes one turn after the other. */
export class Desk {
  readonly place: Place;
  readonly #manners: Manners;
  readonly #context: DeskContext;
  /** Called when there is nothing to do or to wait for. */
  readonly #onIdle: () => void;
  #surroundings: Surroundings | undefined;
  #state: DeskState = {};
  /** Judged to be answered, oldest first. */
  #pending: readonly Heard[] = [];
  /** Notes that are in the turn that is carried out, or on their way into it. */
  readonly #taken = new Set<number>();
  #current: Current | undefined;
  /** Turns that an earlier process left open, oldest first; undefined until they were looked for. */
  #left: Turn[] | undefined;
  /** Why those are to end without an answer. */
  #leftWhy: Silence | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(place: Place, manners: Manners, context: DeskContext, onIdle: () => void) {
    this.place = place;
    this.#manners = manners;
    this.#context = context;
    this.#onIdle = onIdle;
  }

  /** Something was heard, or the time has come for something. */
  wake(): void {
    this.#again = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      if (this.#again && !this.#context.signal.aborted) this.wake();
      else if (!this.#current && !this.#timer) this.#onIdle();
    });
  }

  /** Resolves when nothing is under way any more. */
  async idle(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#running;
    await this.#current?.ended;
  }

  async #run(): Promise<void> {
    const { signal, log, bot } = this.#context;
    try {
      while (this.#again && !signal.aborted) {
        this.#again = false;
        await this.#work();
      }
    } catch (error) {
      if (signal.aborted) return;
      log.error({ bot: bot.name, ...this.place, error }, 'a conversation cannot be attended to just now');
      this.#left = undefined;
      this.#wakeAt(this.#context.now() + AGAIN_MS);
    }
  }

  async #work(): Promise<void> {
    const { signal } = this.#context;
    const surroundings = await this.#arrive();
    await this.#lookAtTime(surroundings);
    await this.#judge(surroundings);
    if (signal.aborted) return;
    this.#wakeAt(endsAt(this.#state));
    if (this.#current) this.#tellTurn(this.#current);
    else await this.#nextTurn(surroundings);
  }

  /** Learns where it is, and what an earlier process left there. */
  async #arrive(): Promise<Surroundings> {
    const { journal, bot } = this.#context;
    if (!this.#left) {
      const open = await journal.turns.open(bot.name);
      this.#left = open.filter(
        ({ id, place }) => keyOf(place) === keyOf(this.place) && id !== this.#current?.turn.id,
      );
      this.#state = await journal.turns.desk(bot.name, this.place);
    }
    this.#surroundings ??= await this.#context.surroundings(this.place, this.#manners);
    return this.#surroundings;
  }

  /** Ends what ends by itself. A return is told, so it waits until nothing is being said. */
  async #lookAtTime(surroundings: Surroundings): Promise<void> {
    const now = this.#context.now();
    if (endsAt(this.#state) > now) return;
    const next = withoutOver(this.#state, now);
    const isReturn = this.#state.handover !== undefined && next.handover === undefined;
    if (isReturn) await returnFromHandover(this.place, next, this.#context, surroundings);
    else await this.#context.journal.turns.saveDesk(this.#context.bot.name, this.place, next);
    this.#state = next;
  }

  async #judge(surroundings: Surroundings): Promise<void> {
    const { journal, bot } = this.#context;
    const notes = (await journal.turns.heard(bot.name, this.place)).filter(({ id }) => !this.#taken.has(id));
    // What was edited meanwhile is answered as it is now, and what was deleted not at all.
    this.#pending = this.#pending.flatMap(({ id }) => notes.find((note) => note.id === id) ?? []);
    const judged = new Set(this.#pending.map(({ id }) => id));
    for (const note of notes) {
      if (judged.has(note.id)) continue;
      if (this.#context.signal.aborted) return;
      if (!(await this.#isToAnswer(note, surroundings))) continue;
      this.#pending = [...this.#pending, note];
      this.#context.log.debug(
        { bot: bot.name, ...this.place, message: note.message.id },
        'a message is to be answered',
      );
    }
  }

  async #isToAnswer(note: Heard, surroundings: Surroundings, turn?: Turn): Promise<boolean> {
    const outcome = await judgeHeard({
      note,
      surroundings,
      state: this.#state,
      context: this.#context,
      goesOn: this.#goesOn(note),
      ...(turn ? { turn } : {}),
    });
    if (outcome.state) this.#state = outcome.state;
    if (outcome.silence !== undefined) await this.#fallSilent(outcome.silence, note);
    return outcome.answer;
  }

  /** Nothing that was asked before somebody wanted silence is answered. */
  async #fallSilent(why: Silence, since: Heard): Promise<void> {
    if (this.#left?.length) this.#leftWhy ??= why;
    if (this.#current) {
      this.#current.why ??= why;
      this.#current.call?.controller.abort();
    }
    const before = this.#pending.filter(({ id }) => id < since.id);
    if (before.length === 0) return;
    this.#pending = this.#pending.filter((one) => !before.includes(one));
    const { journal, log, bot } = this.#context;
    const ids = before.map(({ id }) => id);
    await journal.turns.ignore(ids, why);
    log.info({ bot: bot.name, ...this.place, messages: ids.length, why }, 'not answered');
  }

  /**
   * Goes on with a turn of an earlier process. One in which nothing was done may have been about to say words that no
   * model writes, so it is judged again.
   */
  async #takeUp(turn: Turn, surroundings: Surroundings): Promise<void> {
    const { turns } = this.#context.journal;
    // Those that came after the first needed no address of their own.
    const [asked] = turn.heard;
    const isNew = turn.steps.length === 0 && turn.said === 0;
    this.#again = true;
    // Words that nobody asked for: what they were to tell of is told in another turn, if it is still so.
    if (!asked) await turns.end(turn, 'silent', 'the program was restarted');
    else if (!isNew || (await this.#isToAnswer(asked, surroundings, turn)))
      this.#begin(turn, surroundings, this.#leftWhy);
  }

  #goesOn(note: Heard): boolean {
    const current = this.#current?.why === undefined ? this.#current?.turn.heard : undefined;
    return [...this.#pending, ...(current ?? [])].some(
      (one) => isSameAsker(one, note) && note.receivedAt - one.receivedAt < this.#manners.burstMs,
    );
  }

  /** What was said since may belong to what is being answered. */
  #tellTurn(current: Current): void {
    if (current.call?.byMessages && this.#joining(current).length > 0) current.call.controller.abort();
  }

  async #nextTurn(surroundings: Surroundings): Promise<void> {
    const { journal, bot, now } = this.#context;
    const left = this.#left?.shift();
    if (left) {
      await this.#takeUp(left, surroundings);
      return;
    }
    this.#leftWhy = undefined;
    const { ready, lookAgainAt = Infinity } = burstsOf(this.#pending, this.#manners.burstMs, now());
    if (ready.length === 0) {
      this.#wakeAt(Math.min(lookAgainAt, endsAt(this.#state)));
      return;
    }
    this.#again = true;
    // What was said since may have silenced the bot, or another bot may have had its answers by now.
    const [first] = ready;
    if (first && !(await this.#isToAnswer(first, surroundings))) return;
    const turn = await journal.turns.begin(bot.name, this.place, ready);
    this.#pending = this.#pending.filter((one) => !ready.includes(one));
    if (turn.state === 'open') this.#begin(turn, surroundings);
  }

  #begin(turn: Turn, surroundings: Surroundings, why?: Silence): void {
    const current: Current = { turn, call: undefined, why, ended: Promise.resolve() };
    let isLeft = false;
    this.#current = current;
    for (const { id } of turn.heard) this.#taken.add(id);
    current.ended = runTurn(turn, this.#context, this.#controlOf(current, surroundings))
      .catch((error: unknown) => {
        const { bot, log, signal } = this.#context;
        if (signal.aborted) return;
        log.error({ bot: bot.name, turn: turn.id, ...this.place, error }, 'a turn cannot be ended just now');
        isLeft = true;
        return sleep(AGAIN_MS, undefined, { signal }).catch(() => undefined);
      })
      .then(() => {
        this.#current = undefined;
        this.#taken.clear();
        if (isLeft) {
          this.#left = undefined;
          this.#leftWhy = current.why;
        }
        if (!this.#context.signal.aborted) this.wake();
      });
  }

  #controlOf(current: Current, surroundings: Surroundings): TurnControl {
    return {
      surroundings,
      abandoned: () => current.why,
      state: () => this.#state,
      keep: (state) => {
        this.#state = state;
        this.wake();
      },
      interrupted: (byMessages) => {
        const controller = new AbortController();
        current.call = { controller, byMessages };
        if (current.why !== undefined) controller.abort();
        return controller.signal;
      },
      hasMore: () => this.#joining(current).length > 0,
      more: () => this.#moreFor(current),
    };
  }

  #joining({ turn }: Current): readonly Heard[] {
    return this.#pending.filter((one) => turn.heard.some((asked) => isSameAsker(one, asked)));
  }

  async #moreFor(current: Current): Promise<readonly Heard[]> {
    const { now, signal } = this.#context;
    for (;;) {
      const more = this.#joining(current);
      const { lookAgainAt = 0 } = burstsOf(more, this.#manners.burstMs, now());
      const waitMs = lookAgainAt - now();
      if (waitMs <= 0 || signal.aborted) {
        for (const { id } of more) this.#taken.add(id);
        this.#pending = this.#pending.filter(({ id }) => !this.#taken.has(id));
        return more;
      }
      await sleep(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }

  #wakeAt(time: number): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (time === Infinity || this.#context.signal.aborted) return;
    const inMs = Math.min(Math.max(time - this.#context.now(), 0), LOOK_MS);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.wake();
    }, inMs);
  }
}

/** Whether two messages are of the same person in the same thread. */
function isSameAsker({ message: one }: Heard, { message: other }: Heard): boolean {
  return one.author.id === other.author.id && one.thread === other.thread;
}
