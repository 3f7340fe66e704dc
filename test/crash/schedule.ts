import type { Fault } from '../../bridges/sandbox/kit/index.ts';
import type { ModelFault } from '../../bridges/sandbox/model/index.ts';
import type { BotManners } from './bot.ts';
import { TITLE } from './bot.ts';
import type { Random } from './random.ts';
import { createRandom } from './random.ts';
import { planFaults, planModelFaults } from './mischief.ts';

/** A conversation that takes part, by what the schedule has to know of it. */
export interface Ground {
  /** Name of the service in the sandbox. */
  readonly service: string;
  /** How many people can speak there. */
  readonly people: number;
  /** When the bot answers there, if it listens. */
  readonly mode?: BotManners['mode'];
}

export interface SayStep {
  readonly do: 'say';
  /** Milliseconds since the start. */
  readonly at: number;
  /** Indices of the conversation and of the person. */
  readonly place: number;
  readonly person: number;
  readonly text: string;
}
export interface FaultStep {
  readonly do: 'fault';
  readonly at: number;
  readonly service: string;
  readonly fault: Fault;
}
/** The model does what services do. */
export interface ModelFaultStep {
  readonly do: 'model-fault';
  readonly at: number;
  readonly fault: ModelFault;
}
/**
 * - `said`: when a person has next said something, as it is being taken in
 * - `copied`: when a service has next stored something of ours and has hardly answered yet
 * - `asked`, `tool`: when the model is next asked, and when it is asked again with the result of a tool
 * - `answered`: when an answer of the model is on its way and is hardly stored yet
 * - `spoken`: when a service has next stored an answer, or a part of one
 */
export type Moment = 'now' | 'said' | 'copied' | 'asked' | 'tool' | 'answered' | 'spoken';
export interface KillStep {
  readonly do: 'kill';
  readonly at: number;
  readonly moment: Moment;
  /** From that moment to the kill, and from the kill to the next start, milliseconds. */
  readonly delayMs: number;
  readonly downMs: number;
}
/** A service's clock jumps. */
export interface ClockStep {
  readonly do: 'clock';
  readonly at: number;
  readonly service: string;
  readonly stepMs: number;
}
export type Step = SayStep | FaultStep | ModelFaultStep | KillStep | ClockStep;

export interface Schedule {
  /** In the order of their times. */
  readonly steps: readonly Step[];
}

/** A message every so many milliseconds on average. */
const PACE_MS = 25;
/** A daemon needs about half a second to come up; kills closer than this would mostly hit a start. */
const KILL_SPACING_MS = 1_500;
const MOMENTS: readonly Moment[] = ['now', 'said', 'copied', 'asked', 'tool', 'answered', 'spoken'];
/** How many of the messages are addressed to a bot that waits for that. */
const ADDRESSED = 0.9;
/** So far may a service's clock jump, milliseconds. */
const CLOCK_OFF_MS = 30_000;
/** So many messages repeat the words of the one before, which is what a look-back by text finds hardest. */
const TWINS = 0.25;
const WORDS =
  'are you coming to the meeting on Friday <b>or</b> *not* & why_not @everyone ok 👍 שלום `x` 1<2'.split(' ');

/** Everything that will happen, decided beforehand by the seed alone. */
export function planSchedule(
  seed: string,
  messages: number,
  kills: number,
  grounds: readonly Ground[],
): Schedule {
  const random = createRandom(seed);
  const lengthMs = Math.max(messages * PACE_MS, kills * KILL_SPACING_MS);
  const steps: Step[] = [
    ...planTalk(random, messages, lengthMs, grounds),
    ...planFaults(random, messages, lengthMs, [...new Set(grounds.map(({ service }) => service))]),
    ...planModelFaults(random, messages, lengthMs),
    ...planKills(random, kills, lengthMs),
    ...planClocks(random, lengthMs, [...new Set(grounds.map(({ service }) => service))]),
  ];
  return { steps: steps.sort((a, b) => a.at - b.at) };
}

function planTalk(random: Random, messages: number, lengthMs: number, grounds: readonly Ground[]): SayStep[] {
  const times = Array.from({ length: messages }, () => Math.floor(random.next() * lengthMs)).sort(
    (a, b) => a - b,
  );
  const steps: SayStep[] = [];
  for (const [index, at] of times.entries()) {
    const before = steps.at(-1);
    if (before && random.chance(TWINS)) {
      steps.push({ ...before, at });
      continue;
    }
    const place = random.between(0, grounds.length - 1);
    const words = Array.from({ length: random.between(1, 8) }, () => random.pick(WORDS)).join(' ');
    const number = String(index + 1).padStart(5, '0');
    const person = random.between(0, (grounds[place]?.people ?? 1) - 1);
    const address = grounds[place]?.mode === 'mention' && random.chance(ADDRESSED) ? `${TITLE}, ` : '';
    steps.push({ do: 'say', at, place, person, text: `${address}#${number} ${words}` });
  }
  return steps;
}

/** Every service's clock is set once, as a machine's is that was off. */
function planClocks(random: Random, lengthMs: number, services: readonly string[]): ClockStep[] {
  return services.map((service) => ({
    do: 'clock',
    at: Math.floor(random.next() * lengthMs),
    service,
    stepMs: random.between(-CLOCK_OFF_MS, CLOCK_OFF_MS),
  }));
}

/** One kill in every equal stretch of the time, somewhere in it; each moment once before any comes again. */
function planKills(random: Random, kills: number, lengthMs: number): KillStep[] {
  const left: Moment[] = [];
  const nextMoment = (): Moment => {
    if (left.length === 0) left.push(...MOMENTS);
    const picked = random.pick(left);
    left.splice(left.indexOf(picked), 1);
    return picked;
  };
  const stretchMs = lengthMs / Math.max(1, kills);
  return Array.from({ length: kills }, (_, index) => ({
    do: 'kill',
    at: Math.floor((index + random.next()) * stretchMs),
    moment: nextMoment(),
    delayMs: random.pick([0, 0, 1, 2, 4, 8, 16]),
    downMs: random.pick([0, 0, 100, 400, 900]),
  }));
}
