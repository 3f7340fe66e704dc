import type { Fault } from '../../kit/index.ts';
import { FaultBox } from '../../kit/index.ts';
import type { Happening } from '../events.ts';

/** How long an event that overtakes is waited for, milliseconds. */
const HOLD_MS = 100;

/** The faults of a gateway. Within a session Discord's gateway loses nothing, so a lost delivery cannot be had. */
export class GatewayFaultBox extends FaultBox {
  /** @throws {Error} for `drop-delivery` */
  override add(fault: Fault): void {
    if (fault.kind === 'drop-delivery') {
      throw new Error(
        'Discord loses events only with a whole session: cut the socket ("cut-socket") and refuse the resume ("refuse-resume").',
      );
    }
    super.add(fault);
  }
}

/** Commits the delivery faults on what the gateway is about to tell. */
export class DeliveryFaults {
  readonly #box: FaultBox;
  #held: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(box: FaultBox) {
    this.#box = box;
  }

  /** Calls `send` with how often the event is to be sent, now or after the next one. */
  deliver(happening: Happening, send: (happening: Happening, copies: number) => void): void {
    const fault = this.#box.takeForDelivery(happening.name)?.kind;
    if (fault === 'deliver-out-of-order') {
      this.#release();
      this.#held = () => {
        send(happening, 1);
      };
      this.#timer = setTimeout(() => {
        this.#release();
      }, HOLD_MS);
      return;
    }
    send(happening, fault === 'deliver-twice' ? 2 : 1);
    this.#release();
  }

  refusesResume(): boolean {
    return this.#box.takeForResume() !== undefined;
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #release(): void {
    const held = this.#held;
    this.#held = undefined;
    clearTimeout(this.#timer);
    held?.();
  }
}
