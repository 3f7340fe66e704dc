import { judge } from '../../../bridges/bot/manners/index.ts';
import type { DeskState, Heard } from '../../../bridges/bot/contract.ts';
import type { Verdict } from '../../../bridges/bot/parts.ts';
import type { BotConfig, PersonConfig } from '../../../bridges/config/index.ts';
import type { Author, Conversation, Message } from '../../../src/model/index.ts';
import type { Root } from '../../../src/text/index.ts';
import { markdown } from '../../../src/text/index.ts';
import { ACCOUNTS, load } from '../../config/kit.ts';
import { message } from '../../support/events.ts';

/** A Friday, ten o'clock in the evening in UTC. */
export const NOW = Date.parse('2026-11-20T22:00:00Z');
export const SELF = { id: '99', name: 'parley-bot' };
export const ANN: Author = { id: '7', name: 'Ann', kind: 'person' };
export const PEOPLE: readonly PersonConfig[] = [
  { name: 'Ann Lee', ids: { site: '7', team: 'U7' } },
  { name: '12', ids: { site: '13' } },
];

/** A bot named Helper that listens to the whole of `site`, with more lines of its configuration. */
export function botOf(more = ''): BotConfig {
  const text = `${ACCOUNTS}people:
  Ann Lee: { site: 7, team: U7 }
bots:
  helper:
    title: Helper
    model: { name: small, url: "http://127.0.0.1:1/v1" }
    in: site
${more}`;
  const [bot] = load(text).bots;
  if (!bot) throw new Error('There is no bot.');
  return bot;
}

const plainBot = botOf();

export interface Case {
  readonly by?: Partial<Author>;
  readonly mode?: 'mention' | 'direct' | 'always';
  readonly kind?: Conversation['kind'];
  readonly state?: DeskState;
  readonly bot?: BotConfig;
  readonly message?: Partial<Message>;
  readonly ours?: readonly string[];
  readonly answers?: readonly number[];
  readonly goesOn?: boolean;
  /** How long ago it was written, and taken in: milliseconds. */
  readonly writtenAgo?: number;
  readonly takenAgo?: number;
  readonly now?: number;
}

export function heardOf(text: string | Root, one: Case = {}): Heard {
  const now = one.now ?? NOW;
  const written = message('5', '', {
    text: typeof text === 'string' ? markdown.parse(text) : text,
    author: { ...ANN, ...one.by },
    sentAt: new Date(now - (one.writtenAgo ?? 0)).toISOString(),
    ...one.message,
  });
  return {
    id: 1,
    bot: 'helper',
    place: { account: 'site', conversation: '1' },
    message: written,
    receivedAt: now - (one.takenAgo ?? 0),
  };
}

export function judged(text: string | Root, one: Case = {}): Verdict {
  const bot = one.bot ?? plainBot;
  const [place] = bot.in;
  if (!place) throw new Error('The bot listens nowhere.');
  const heard = heardOf(text, one);
  return judge(
    heard,
    {
      bot,
      manners: { ...place.manners, ...(one.mode === undefined ? {} : { mode: one.mode }) },
      self: SELF,
      conversation: { name: 'Talk', kind: one.kind ?? 'channel' },
      people: PEOPLE,
      place: heard.place,
      now: () => one.now ?? NOW,
    },
    {
      state: one.state ?? {},
      isOurs: (id) => one.ours?.includes(id) === true,
      answersToBots: one.answers ?? [],
      ...(one.goesOn === undefined ? {} : { goesOn: one.goesOn }),
    },
  );
}

/** A verdict in a word: `answer`, why it is silent, or `!command rest`. */
export function inShort(verdict: Verdict): string {
  if (verdict.do === 'answer') return 'answer';
  if (verdict.do === 'ignore') return verdict.why;
  return `!${verdict.command.name} ${verdict.command.rest}`.trim();
}
