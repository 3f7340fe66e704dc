import type { DeliveryState, Place } from '../../journal/contract.ts';
import type { EmulatedMessage, EmulatedPerson } from '../kit/index.ts';

/** What the page shows, as its server tells it; also read by the page's own scripts. */
export interface DemoState {
  readonly rooms: readonly Room[];
  readonly deliveries: readonly DeliveryView[];
  readonly daemon: DaemonState;
  readonly bot?: BotView;
}

/** The bot that answers in one of the columns. */
export interface BotView extends Place {
  readonly title: string;
  /** Who answers, as the end of a sentence. */
  readonly answersBy: string;
  /** Something to ask it. */
  readonly sample: string;
}

/** Conversations that are mirrored into each other. */
export interface Room {
  readonly name: string;
  readonly columns: readonly Column[];
}

export interface Column extends Place {
  readonly platform: string;
  /** Name of the service as people write it. */
  readonly service: string;
  /** Name of the conversation. */
  readonly name: string;
  readonly people: readonly EmulatedPerson[];
  /** What a person can do to a message here. */
  readonly can: Abilities;
  readonly messages: readonly EmulatedMessage[];
}

export interface Abilities {
  readonly reply: boolean;
  readonly edit: boolean;
  readonly delete: boolean;
  readonly react: boolean;
  readonly attach: boolean;
}

/** One delivery, as far as the page shows it. */
export interface DeliveryView {
  readonly id: number;
  readonly type: string;
  readonly from: Place;
  readonly messageId: string;
  readonly to: Place;
  readonly state: DeliveryState;
  readonly copies: readonly string[];
  readonly attempts: number;
  readonly reason?: string;
  /** From the event in the journal to the copy at its destination, once it is there. */
  readonly tookMs?: number;
}

export type DaemonState = 'running' | 'down';

export type DemoEvent =
  | ({ readonly type: 'messages'; readonly messages: readonly EmulatedMessage[] } & Place)
  | { readonly type: 'delivery'; readonly delivery: DeliveryView }
  | { readonly type: 'daemon'; readonly state: DaemonState };

/** The ways in which a visitor can make a service misbehave. */
export const FAULTS = {
  slow: 'Answer 2 s late, five times',
  lost: 'Do the next send, lose the answer',
  limit: 'Too many requests: wait 10 s',
  refuse: 'Answer 503 to the next three sends',
  twice: 'Deliver the next event twice',
  cut: 'Cut every open socket',
} as const;
export type FaultName = keyof typeof FAULTS;
