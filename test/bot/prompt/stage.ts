import { onTestFinished } from 'vitest';
import type { BotConfig } from '../../../bridges/config/bot-model.ts';
import type { DeskState, Heard, Model, ToolSpec, Turn, TurnStep } from '../../../bridges/bot/contract.ts';
import type { Prompter, Surroundings } from '../../../bridges/bot/parts.ts';
import { createModel } from '../../../bridges/bot/model/index.ts';
import type { PromptersOptions } from '../../../bridges/bot/prompt/index.ts';
import { createPrompters } from '../../../bridges/bot/prompt/index.ts';
import { makeSafe } from '../../../bridges/bot/safety/index.ts';
import type { PersonConfig } from '../../../bridges/config/model.ts';
import { wordsOf } from '../../../bridges/bot/speech.ts';
import type { Delivery, Journal, Link } from '../../../bridges/journal/index.ts';
import { openJournal } from '../../../bridges/journal/index.ts';
import { platforms } from '../../../bridges/platforms.ts';
import { startSandbox } from '../../../bridges/sandbox/index.ts';
import type { EmulatedMessage, Emulator, SaidFile } from '../../../bridges/sandbox/kit/index.ts';
import type { ModelEmulator } from '../../../bridges/sandbox/model/index.ts';
import { startModelApi } from '../../../bridges/sandbox/model/index.ts';
import type { Log } from '../../../src/host/index.ts';
import type { Message } from '../../../src/model/index.ts';
import { messageIdOf } from '../../../src/model/index.ts';
import type { Connection, Draft } from '../../../src/platforms/index.ts';
import { briefMemory } from '../../../src/platforms/index.ts';
import { markdown, prefixed, textTree } from '../../../src/text/index.ts';
import { createScriptedHost } from '../../contract/host.ts';
import { created } from '../../support/events.ts';
import { patiently } from './patience.ts';
import { botConfig, botManners, sentIn } from './settings.ts';

export * from './settings.ts';

/** One message of a request as it reached the API. */
export interface Sent {
  readonly role: string;
  readonly content: string;
  readonly pictures: readonly string[];
}

export interface Room {
  readonly emulator: Emulator;
  readonly api: ModelEmulator;
  readonly connection: Connection;
  readonly journal: Journal;
  readonly surroundings: Surroundings;
  readonly prompter: Prompter;
  readonly conversation: string;
  /** Lines of the log, as JSON. */
  readonly logged: readonly string[];
  /** A person says something, and the account reads it. */
  say(text: string, more?: { replyTo?: string; files?: readonly SaidFile[]; as?: number }): Promise<Message>;
  /** A message as the account reads it. */
  read(id: string): Promise<Message>;
  /** The account itself writes; ids of the messages. */
  post(text: string): Promise<string[]>;
  /** The bot says something in a turn of its own, and the journal knows it. */
  speak(text: string): Promise<void>;
  /** A copy of what somebody said in another place. @param shown what the rules of the route made of it */
  carry(name: string, text: string, shown?: string): Promise<void>;
  /** The bot answers, as it would be said. */
  answer(text: string): Promise<readonly EmulatedMessage[]>;
  /** Has the model answer messages by the real SDK; the request as it reached the API. */
  ask(
    messages: readonly Message[],
    more?: Asking,
  ): Promise<{ raw: string; messages: Sent[]; dropped: readonly Message[] }>;
}

export interface Asking {
  readonly state?: DeskState;
  readonly steps?: readonly TurnStep[];
  readonly tools?: readonly ToolSpec[];
}

export interface RoomOptions extends Partial<Omit<PromptersOptions, 'journal'>> {
  readonly service?: string;
  /** A service that runs already; closed with the room. */
  readonly emulator?: Emulator;
  readonly bot?: Partial<BotConfig>;
  readonly people?: readonly PersonConfig[];
  readonly title?: string;
  readonly kind?: 'direct' | 'group' | 'channel';
}

/** A conversation of a real service (of the sandbox) with a bot in it, and a model API. */
export async function openRoom(options: RoomOptions = {}): Promise<Room> {
  const { service = 'buddypress', people = [], title, kind = 'group' } = options;
  const api = await startModelApi();
  const sandbox = await startSandbox({ only: options.emulator ? [] : [service], limits: 'off' });
  const journal = await openJournal(':memory:');
  const host = createScriptedHost(200);
  onTestFinished(async () => {
    await host.close();
    await journal.close();
    await sandbox.close();
    await options.emulator?.close();
    await api.close();
  });
  const emulator = options.emulator ?? sandbox.emulators[service];
  const platform = platforms[emulator?.platform ?? ''];
  if (!emulator || !platform) throw new Error(`There is no service "${service}".`);
  const connection = platform.connect(platform.settings.parse(emulator.accountSettings()), {
    account: 'here',
    host,
    memory: briefMemory(),
  });
  const self = await connection.whoAmI();
  const [place] = emulator.conversations();
  if (!place) throw new Error('The service has no conversation.');
  const conversation = place.id;
  const logged: string[] = [];
  const note = (fields: object, message: string): void => {
    logged.push(JSON.stringify({ ...fields, message }));
  };
  const log: Log = { debug: note, info: note, warn: note, error: note };
  const bot = botConfig({ ...options.bot, model: { ...botConfig().model, url: api.url, key: api.key } });
  const surroundings: Surroundings = {
    bot,
    manners: botManners,
    place: { account: 'here', conversation },
    connection,
    self,
    conversation: { name: title ?? place.name, kind },
    people,
    store: journal.turns,
    log,
    now: Date.now,
  };
  const prompter = createPrompters({ secrets: [], ...options, journal })(surroundings);
  const model: Model = createModel(bot.model, bot.safety, bot.shape, log);
  const writers = place.people ?? emulator.people().map(({ id }) => id);

  const read = async (id: string): Promise<Message> => {
    const found = (await connection.listMessages(conversation, { limit: 20, threads: true })).find(
      (message) => message.id === id,
    );
    if (!found) throw new Error(`The account cannot read message ${id}.`);
    return found;
  };

  const post = async (text: string): Promise<string[]> => {
    const ids: string[] = [];
    for (const part of connection.compose({
      text: markdown.parse(text),
      key: `answer-${String(Math.random())}`,
    })) {
      const sent = await patiently(emulator, () => connection.send(conversation, part));
      ids.push(sent.id ?? '');
    }
    return ids;
  };

  /** Sends a draft for a delivery and settles it with the links that it makes. */
  const deliver = async (delivery: Delivery | undefined, draft: Omit<Draft, 'key'>): Promise<void> => {
    if (!delivery) throw new Error('There is nothing to deliver.');
    const links: Link[] = [];
    for (const [part, one] of connection
      .compose({ ...draft, key: `delivery-${String(delivery.id)}` })
      .entries()) {
      const { id = '' } = await patiently(emulator, () => connection.send(conversation, one));
      const from = { messageId: messageIdOf(delivery.event), from: delivery.from };
      links.push({ ...from, to: delivery.to, copyId: id, part, kind: 'created' });
    }
    await journal.settle({ delivery, state: 'done', attempts: 1, links });
  };

  return {
    emulator,
    api,
    connection,
    journal,
    surroundings,
    prompter,
    conversation,
    logged,
    post,
    read,

    async speak(text) {
      const turn = await journal.turns.begin(bot.name, surroundings.place, []);
      const { place } = surroundings;
      const speaker = { bot, place, platform: emulator.platform, isDirect: false, now: Date.now };
      const event = wordsOf(turn, text, speaker);
      const { deliveries } = await journal.turns.say(turn, {
        event,
        to: [{ route: 'bot:helper', place }],
        state: 'answered',
      });
      await deliver(deliveries[0], { text: markdown.parse(text) });
    },

    async carry(name, text, shown = text) {
      const author = { id: `id of ${name}`, name, kind: 'person' as const };
      const event = created(String(Math.random()), text, { account: 'there', author });
      const to = [{ route: 'r', place: surroundings.place }];
      const [delivery] = await journal.accept('there', [{ event, to }], undefined);
      const isShown = connection.capabilities.author === 'per-message';
      const tree = isShown ? textTree(shown) : prefixed(textTree(shown), name);
      await deliver(delivery, { text: tree, ...(isShown ? { author: { name } } : {}) });
    },

    async say(text, { as = 0, ...more } = {}) {
      const people = [...writers.slice(as), ...writers.slice(0, as)];
      let refusal: unknown;
      for (const id of people) {
        try {
          return await read((await emulator.say({ conversation, text, as: id, ...more })).id);
        } catch (error) {
          refusal = error;
        }
      }
      throw refusal;
    },

    async answer(text) {
      const before = new Set((await emulator.read(conversation)).map(({ id }) => id));
      await post(makeSafe(text, bot).text);
      return (await emulator.read(conversation)).filter(({ id }) => !before.has(id));
    },

    async ask(messages, { state = {}, steps = [], tools = [] } = {}) {
      const turn = turnOf(surroundings, messages, steps);
      const built = await prompter.build(turn, state);
      await model.ask(
        { messages: built.messages, tools, maxOutputTokens: 100 },
        { signal: AbortSignal.timeout(20_000) },
      );
      const call = api.requests().at(-1);
      if (!call) throw new Error('No request reached the API.');
      return { raw: call.text, messages: sentIn(call.body), dropped: built.dropped };
    },
  };
}

const numbers = new Map<string, number>();

/** The journal gives every message that was heard a number of its own. */
function numberOf(id: string): number {
  const number = numbers.get(id) ?? numbers.size + 1;
  numbers.set(id, number);
  return number;
}

export function turnOf(
  { bot, place }: Pick<Surroundings, 'bot' | 'place'>,
  messages: readonly Message[],
  steps: readonly TurnStep[] = [],
): Turn {
  const heard = messages.map((message): Heard => ({
    id: numberOf(message.id),
    bot: bot.name,
    place,
    message,
    receivedAt: Date.parse(message.sentAt),
  }));
  return {
    id: 1,
    bot: bot.name,
    place,
    heard,
    state: 'open',
    steps,
    said: 0,
    began: false,
    startedAt: Date.parse('2026-11-21T09:30:00Z'),
  };
}
