import type { FaultBox } from '../kit/index.ts';
import type { SlackEvent } from './model.ts';
import type { EventDelivery, Transport } from './redelivery.ts';
import { Timers } from './redelivery.ts';
import { TEAM } from './seed.ts';
import type { Workspace } from './workspace.ts';

/** How long an event that overtakes is waited for, milliseconds. */
const HOLD_MS = 100;
/** How many deliveries are remembered for tests. */
const REMEMBERED = 20_000;

/** Turns what happens in the channels of Parley's bot into deliveries, and commits the delivery faults. */
export class Dispatcher {
  readonly #workspace: Workspace;
  readonly #faults: FaultBox;
  readonly #transport: () => Transport;
  readonly #timers = new Timers();
  #held: EventDelivery | undefined;
  /** The last deliveries, oldest first. */
  readonly log: EventDelivery[] = [];

  constructor(workspace: Workspace, faults: FaultBox, transport: () => Transport) {
    this.#workspace = workspace;
    this.#faults = faults;
    this.#transport = transport;
    workspace.onEvent = (event, channel) => {
      this.#take(event, channel);
    };
  }

  close(): void {
    this.#timers.clear();
  }

  #take(event: SlackEvent, channel: string | undefined): void {
    const app = this.#workspace.parley;
    if (channel !== undefined && !this.#workspace.channel(channel).members.has(app.userId)) return;
    const delivery: EventDelivery = {
      eventId: this.#workspace.nextId('Ev'),
      kind: event.subtype !== undefined && event.type === 'message' ? event.subtype : event.type,
      body: {},
      attempts: 0,
      acknowledged: false,
    };
    Object.assign(delivery.body, this.#envelope(event, delivery.eventId));
    this.log.push(delivery);
    if (this.log.length > REMEMBERED) this.log.shift();
    this.#send(delivery);
  }

  #send(delivery: EventDelivery): void {
    switch (this.#faults.takeForDelivery(delivery.kind)?.kind) {
      case 'drop-delivery':
        return;
      case 'deliver-out-of-order':
        this.#release();
        this.#held = delivery;
        this.#timers.after(HOLD_MS, () => {
          if (this.#held === delivery) this.#release();
        });
        return;
      case 'deliver-twice':
        this.#transport().send(delivery, 0);
        this.#transport().send(delivery, 1, 'http_timeout');
        break;
      default:
        this.#transport().send(delivery, 0);
    }
    this.#release();
  }

  #release(): void {
    const held = this.#held;
    this.#held = undefined;
    if (held) this.#transport().send(held, 0);
  }

  #envelope(event: SlackEvent, eventId: string): Record<string, unknown> {
    const app = this.#workspace.parley;
    return {
      token: 'sandbox',
      team_id: TEAM.id,
      context_team_id: TEAM.id,
      context_enterprise_id: null,
      api_app_id: app.id,
      event,
      type: 'event_callback',
      event_id: eventId,
      event_time: Math.floor(this.#workspace.clock.now() / 1000),
      authorizations: [
        {
          enterprise_id: null,
          team_id: TEAM.id,
          user_id: app.userId,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
      event_context: `4-${eventId}`,
    };
  }
}
