import type { BotOverhead } from './bot.ts';
import type { Latency } from './measures.ts';

/** Everything that was measured. Times in milliseconds, memory in MiB, rates in messages a second. */
export interface Measured {
  readonly throughput: readonly {
    readonly senders: number;
    readonly relay: number;
    readonly floor: number;
  }[];
  readonly latency: { readonly relay: Latency; readonly floor: Latency };
  /** Of the other conversations while one is refused. */
  readonly blocked: Latency;
  readonly start: { readonly readyAfterMs: number; readonly waiting: number; readonly drainMs: number };
  readonly catchUp: { readonly missed: number; readonly ms: number };
  readonly memory: {
    readonly idle: number;
    readonly loaded: number;
    readonly slackAdds: number;
    readonly discordAdds: number;
  };
  readonly bot: BotOverhead;
  readonly text: { readonly perMessageMs: number; readonly plainPerMessageMs: number };
}

/** What a number should be, and whether it is. */
export interface Target {
  readonly what: string;
  readonly value: number;
  /** Against the floor of the same run, where there is one. */
  readonly ratio?: number;
  readonly target: string;
  readonly met: boolean;
}

const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** Compares what was measured with what is promised. */
export function judge(measured: Measured): Target[] {
  const { latency, blocked, start, memory, bot, text } = measured;
  const sixteen = measured.throughput.find(({ senders }) => senders === 16);
  return [
    atLeastOfFloor('messages a second, 16 senders', sixteen?.relay ?? 0, sixteen?.floor ?? 1, 0.7),
    atMostOrFloor('latency p50 at 50 messages a second, ms', latency.relay.p50, 3, latency.floor.p50),
    atMostOrFloor('latency p99 at 50 messages a second, ms', latency.relay.p99, 15, latency.floor.p99),
    atMost('p99 of the others while one conversation is blocked, ms', blocked.p99, 50),
    atMost(`ready with ${String(start.waiting)} deliveries waiting, ms`, start.readyAfterMs, 500),
    atMost('memory idle, two REST platforms, MiB', memory.idle, 90),
    atMost('memory loaded, two REST platforms, MiB', memory.loaded, 180),
    atMost('memory that Slack adds, MiB', memory.slackAdds, 45),
    atMost('memory that Discord adds, MiB', memory.discordAdds, 60),
    atMost('bot: message in to request at the model, p50, ms', bot.toModel.p50, 5, bot.floor.p50),
    atMost('bot: message in to request at the model, p99, ms', bot.toModel.p99, 25, bot.floor.p99),
    atMost('bot: answer of the model to its post, p50, ms', bot.toPost.p50, 5, bot.floor.p50),
    atMost('bot: answer of the model to its post, p99, ms', bot.toPost.p99, 25, bot.floor.p99),
    atMost('text: parse and two outputs, ms a message', text.perMessageMs, 0.3),
  ];
}

/** @param floor shown beside it, where there is one; what is asked for stays the same */
function atMost(what: string, value: number, most: number, floor?: number): Target {
  const ratio = floor === undefined ? {} : { ratio: round(value / floor) };
  return { what, value: round(value), ...ratio, target: `at most ${String(most)}`, met: value <= most };
}

function atMostOrFloor(what: string, value: number, most: number, floor: number): Target {
  const ratio = value / floor;
  return {
    what,
    value: round(value),
    ratio: round(ratio),
    target: `at most ${String(most)}, or 1.5 of the floor`,
    met: value <= most || ratio <= 1.5,
  };
}

function atLeastOfFloor(what: string, value: number, floor: number, least: number): Target {
  const ratio = value / floor;
  return {
    what,
    value: Math.round(value),
    ratio: round(ratio),
    target: `at least ${String(least)} of the floor`,
    met: ratio >= least,
  };
}

/** The report for people. */
export function describeBench(measured: Measured, targets: readonly Target[], seconds: number): string {
  const { latency, start, catchUp, bot } = measured;
  const ms = (one: Latency): string => `p50 ${one.p50.toFixed(2)} ms, p99 ${one.p99.toFixed(2)} ms`;
  const perSecond = (count: number, tookMs: number): string =>
    `${((count * 1_000) / tookMs).toFixed(0)} a second`;
  return [
    ...measured.throughput.map(
      ({ senders, relay, floor }) =>
        `${String(senders).padStart(2)} senders: ${relay.toFixed(0)} messages a second, floor ${floor.toFixed(0)}, ratio ${(relay / floor).toFixed(2)}`,
    ),
    `latency: ${ms(latency.relay)}; floor ${ms(latency.floor)}`,
    `bot: message to model ${ms(bot.toModel)}; answer to post ${ms(bot.toPost)}; floor of each ${ms(bot.floor)}`,
    `${String(start.waiting)} waiting deliveries gone out at ${perSecond(start.waiting, start.drainMs)}`,
    `${String(catchUp.missed)} missed messages fetched and delivered, once and in order, at ${perSecond(catchUp.missed, catchUp.ms)}, start included`,
    '',
    ...targets.map(({ what, value, ratio, target, met }) => {
      const shown = ratio === undefined ? String(value) : `${String(value)} (${String(ratio)} of the floor)`;
      return `${met ? 'met    ' : 'NOT MET'}  ${what}: ${shown}, target ${target}`;
    }),
    '',
    `Measured in ${String(seconds)} s on Node ${process.version}.`,
  ].join('\n');
}
