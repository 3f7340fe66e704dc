import type { BotConfig, BotPlace } from '../config/bot-model.ts';
import type { Place } from '../journal/contract.ts';
import type { Listening } from '../relay/contract.ts';

/** What the relay is told of bots before they run, so that nothing said meanwhile is missed. Light to load. */
export interface BotListening extends Listening {
  /** From now on, told of everything that is heard. */
  onWake(listener: (place: Place) => void): void;
}

export function createListening(bots: readonly BotConfig[]): BotListening {
  let listener: (place: Place) => void = () => undefined;
  const entries = bots.flatMap((bot) => bot.in);
  return {
    at: (place) => bots.filter((bot) => entryFor(bot, place)).map(({ name }) => name),
    conversations: (account) => [
      ...new Set(
        entries
          .filter((entry) => entry.account === account)
          .flatMap(({ conversation }) => conversation ?? []),
      ),
    ],
    everywhere: (account) =>
      entries.some((entry) => entry.account === account && entry.conversation === undefined),
    onHeard(place) {
      listener(place);
    },
    onWake(given) {
      listener = given;
    },
  };
}

/** Where a bot's manners in a place stand: under the conversation itself, else under its account. */
export function entryFor(bot: BotConfig, { account, conversation }: Place): BotPlace | undefined {
  const there = bot.in.filter((entry) => entry.account === account);
  return (
    there.find((entry) => entry.conversation === conversation) ??
    there.find((entry) => entry.conversation === undefined)
  );
}
