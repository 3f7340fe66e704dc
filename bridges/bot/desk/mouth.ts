import type { Root } from '../../../src/text/index.ts';
import type { DeskState, Turn, Words } from '../contract.ts';
import type { Deed, Surroundings } from '../parts.ts';
import type { Speaker } from '../speech.ts';
import { wordsAnew, wordsElsewhere, wordsOf } from '../speech.ts';
import type { DeskContext } from './context.ts';

/** How words end or change a turn. */
export interface Saying {
  readonly state: Words['state'];
  readonly reason?: string;
  readonly desk?: DeskState;
  readonly tell?: Deed['tell'];
}

/** The voice of one turn: stores what is said, then hands it to the lanes. Knows how the turn stands by then. */
export class Mouth {
  turn: Turn;
  /** The service has refused to change what is shown. */
  #isStuck = false;
  readonly #context: DeskContext;
  readonly #surroundings: Surroundings;

  constructor(turn: Turn, context: DeskContext, surroundings: Surroundings) {
    this.turn = turn;
    this.#context = context;
    this.#surroundings = surroundings;
  }

  /** Says something, in the place of what the turn has said before, wherever the conversation is mirrored to. */
  async say(text: string | Root, { tell, ...saying }: Saying): Promise<void> {
    const { relay } = this.#context;
    const { place } = this.turn;
    await this.#put({
      ...saying,
      event: (this.#isStuck ? wordsAnew : wordsOf)(this.turn, text, this.#speaker(place)),
      to: [{ route: this.#route, place }, ...relay.destinations(place)],
      ...(tell
        ? {
            tell: {
              route: this.#route,
              place: tell.place,
              event: wordsElsewhere(this.turn, tell.text, this.#speaker(tell.place)),
            },
          }
        : {}),
    });
  }

  /**
   * Shows an answer that is still being written, where it is written only: elsewhere it comes as a whole.
   * @param signal aborted when nobody cares any more whether it is shown: the service may take its time
   * @returns false when it could not be shown
   */
  async show(text: string, signal: AbortSignal): Promise<boolean> {
    const { place } = this.turn;
    const event = wordsOf(this.turn, text, this.#speaker(place));
    const to = [{ route: this.#route, place }];
    let isShown: (done: boolean) => void = () => undefined;
    const settled = new Promise<boolean>((resolve) => {
      isShown = resolve;
    });
    let id: number | undefined;
    const forget = this.#context.relay.on((happening) => {
      if (happening.type === 'settled' && happening.delivery.id === id) isShown(happening.state === 'done');
    });
    const left = AbortSignal.any([signal, this.#context.signal]);
    left.addEventListener('abort', () => {
      isShown(false);
    });
    try {
      await this.#put({ event, to, state: 'open' }, (first) => {
        id = first;
      });
      const isDone = !left.aborted && (await settled);
      this.#isStuck ||= !isDone && event.type === 'message.edited' && !left.aborted;
      return isDone;
    } finally {
      forget();
    }
  }

  async #put(
    words: Words,
    onStored: (delivery: number | undefined) => void = () => undefined,
  ): Promise<void> {
    const { journal, relay } = this.#context;
    const { turn, deliveries } = await journal.turns.say(this.turn, words);
    this.turn = turn;
    onStored(deliveries[0]?.id);
    relay.hand(deliveries);
  }

  get #route(): string {
    return `bot:${this.#context.bot.name}`;
  }

  #speaker(place: Speaker['place']): Speaker {
    const { bot, now, platformOf } = this.#context;
    const isDirect = this.#surroundings.conversation.kind === 'direct';
    return { bot, place, now, platform: platformOf(place.account), isDirect };
  }
}
