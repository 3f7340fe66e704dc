import { createHmac } from 'node:crypto';
import type { Log } from '../../src/host/index.ts';
import type { Connection } from '../../src/platforms/index.ts';
import type { BotConfig } from '../config/bot-model.ts';
import type { PersonConfig } from '../config/model.ts';
import type { Journal, Place } from '../journal/contract.ts';
import { inGoodTime } from '../relay/in-good-time.ts';
import type { Account, Relay } from '../relay/index.ts';
import { keyOf } from '../relay/routing.ts';
import { assemble } from './assemble.ts';
import type { BotParts, DeskContext } from './desk/context.ts';
import { Desk } from './desk/desk.ts';
import type { BotListening } from './listening.ts';
import { entryFor } from './listening.ts';
import type { Conversations } from './surroundings.ts';
import { createConversations, surroundingsOf } from './surroundings.ts';
import { secretsOf } from './prompt/secrets.ts';
import { createTrouble } from './trouble.ts';

/** What is under way is left to the next process after so long, milliseconds. */
const STOP_MS = 4000;

export interface BotsOptions {
  readonly bots: readonly BotConfig[];
  readonly journal: Journal;
  readonly accounts: readonly Account[];
  readonly relay: Pick<Relay, 'destinations' | 'hand' | 'on' | 'tell'>;
  readonly listening: BotListening;
  readonly people: readonly PersonConfig[];
  /** Values of the configuration that no model may be shown and no answer may say, beside those of the parts. */
  readonly secrets?: readonly string[];
  readonly log: Log;
  /** Makes what one bot works with. @default all the real parts */
  readonly assemble?: typeof assemble;
  /** @default the clock */
  readonly now?: () => number;
}

/** All bots of a configuration. */
export interface Bots {
  /** Takes up what an earlier process left, and attends to what is heard from now on. */
  start(): Promise<void>;
  /** Finishes what can be finished at once; the rest stays in the journal. */
  stop(): Promise<void>;
}

export function createBots(options: BotsOptions): Bots {
  const { journal, log, listening } = options;
  const stopping = new AbortController();
  const attendants: Attendant[] = [];

  return {
    async start() {
      const secret = await journal.secret('bots');
      const { assemble: make = assemble, people, now = Date.now } = options;
      const secrets = secretsIn(options);
      const conversations = createConversations(log, now);
      const shared = { ...options, conversations, secret, signal: stopping.signal };
      for (const bot of options.bots) {
        const parts = await make(bot, { journal, people, secrets, log, now });
        attendants.push(new Attendant(contextOf(bot, parts, shared)));
      }
      listening.onWake((place) => {
        for (const attendant of attendants) attendant.wake(place);
      });
      for (const attendant of attendants) await attendant.takeUp();
    },
    async stop() {
      stopping.abort();
      await inGoodTime(Promise.all(attendants.map((attendant) => attendant.idle())), STOP_MS);
      await Promise.all(attendants.map((attendant) => attendant.close()));
      log.debug({ bots: attendants.length }, 'the bots have stopped');
    },
  };
}

/** Of all accounts and of all bots, whichever of them is asked: what one was given may reach the tools of another. */
function secretsIn({ accounts, bots, secrets = [] }: BotsOptions): string[] {
  const ofAccounts = accounts.flatMap(({ connection }) => connection.secrets);
  return [...new Set([...secrets, ...ofAccounts, ...bots.flatMap(secretsOf)])];
}

/** One bot, with a desk for each conversation where there is something to do. */
class Attendant {
  readonly #context: DeskContext;
  readonly #desks = new Map<string, Desk>();

  constructor(context: DeskContext) {
    this.#context = context;
  }

  wake(place: Place): void {
    this.#deskOf(place)?.wake();
  }

  /** Wakes the desks that an earlier process left something at, or where something ends by itself. */
  async takeUp(): Promise<void> {
    const { bot, journal, log } = this.#context;
    const { turns } = journal;
    const left = [...(await turns.open(bot.name)), ...(await turns.heard(bot.name))];
    const waiting = [...left, ...(await turns.desks(bot.name))].map(({ place }) => place);
    for (const place of new Map(waiting.map((one) => [keyOf(one), one])).values()) {
      if (this.#deskOf(place)) this.wake(place);
      else await this.#leave(place);
    }
    if (left.length > 0) log.info({ bot: bot.name, left: left.length }, 'a bot takes up what was left');
  }

  async idle(): Promise<void> {
    await Promise.all([...this.#desks.values()].map((desk) => desk.idle()));
  }

  async close(): Promise<void> {
    await this.#context.parts.close();
  }

  #deskOf(place: Place): Desk | undefined {
    const known = this.#desks.get(keyOf(place));
    if (known) return known;
    const entry = entryFor(this.#context.bot, place);
    if (!entry || !this.#context.knows(place.account)) return undefined;
    const desk = new Desk(place, entry.manners, this.#context, () => this.#desks.delete(keyOf(place)));
    this.#desks.set(keyOf(place), desk);
    return desk;
  }

  /** The configuration does not have the bot there any more: what waits is not answered. */
  async #leave(place: Place): Promise<void> {
    const { bot, journal, log } = this.#context;
    const { turns } = journal;
    for (const turn of await turns.open(bot.name)) {
      if (keyOf(turn.place) === keyOf(place)) await turns.end(turn, 'silent', 'left');
    }
    const heard = await turns.heard(bot.name, place);
    const ids = heard.map(({ id }) => id);
    if (ids.length > 0) await turns.ignore(ids, 'left');
    log.info(
      { bot: bot.name, ...place, messages: ids.length },
      'the bot is not set to listen there any more',
    );
  }
}

interface Shared extends BotsOptions {
  readonly conversations: Conversations;
  /** What names of end users are made from. */
  readonly secret: string;
  readonly signal: AbortSignal;
}

function contextOf(
  bot: BotConfig,
  parts: BotParts,
  { journal, accounts, relay, people, log, now = Date.now, conversations, secret, signal }: Shared,
): DeskContext {
  const byName = new Map(accounts.map(({ config, connection }) => [config.name, connection]));
  const connectionOf = (account: string): Connection => {
    const connection = byName.get(account);
    if (!connection) throw new Error(`There is no account "${account}" in the configuration.`);
    return connection;
  };
  return {
    bot,
    parts,
    journal,
    relay,
    log,
    signal,
    now,
    trouble: createTrouble(),
    knows: (account) => byName.has(account),
    platformOf: (account) => connectionOf(account).capabilities.platform,
    surroundings: (place, manners) =>
      surroundingsOf(place, manners, { bot, connectionOf, conversations, people, journal, log, now }),
    userOf({ place, heard }) {
      const asked = heard.at(-1)?.message.author.id;
      if (asked === undefined) return undefined;
      return createHmac('sha256', secret).update(`${place.account}:${asked}`).digest('hex').slice(0, 32);
    },
  };
}
