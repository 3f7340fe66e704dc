import type { DeliveryView } from './contract.ts';
import type { Report, StreamedHappening } from './follow.ts';

/** More are forgotten, oldest first. */
const REMEMBERED = 5_000;

/** What became of every delivery so far, put together from what the daemon tells. */
export class DeliveryBoard {
  readonly #views = new Map<number, DeliveryView>();

  all(): readonly DeliveryView[] {
    return [...this.#views.values()];
  }

  /** @returns the delivery as it stands now */
  takeReport(report: Report): DeliveryView {
    const { receivedAt, settledAt, reason, ...rest } = report;
    return this.#keep({
      ...rest,
      ...(reason === undefined ? {} : { reason }),
      ...(report.state === 'done' && settledAt !== undefined
        ? { tookMs: between(receivedAt, settledAt) }
        : {}),
    });
  }

  /** @returns the delivery as it stands now, undefined when the happening is about none */
  takeHappening({ type, delivery, state, reason, copies, at }: StreamedHappening): DeliveryView | undefined {
    if (!delivery) return undefined;
    const { receivedAt, ...rest } = delivery;
    if (type === 'accepted')
      return this.#views.get(rest.id) ?? this.#keep({ ...rest, state: 'waiting', copies: [] });
    const settled = type === 'settled' ? (state ?? 'done') : 'waiting';
    return this.#keep({
      ...rest,
      state: settled,
      copies,
      // A failed attempt is told before it is counted in the delivery itself.
      attempts: type === 'attempt-failed' ? Math.max(rest.attempts, 1) : rest.attempts,
      ...(reason === undefined ? {} : { reason }),
      ...(settled === 'done' && at !== undefined ? { tookMs: between(receivedAt, at) } : {}),
    });
  }

  #keep(view: DeliveryView): DeliveryView {
    this.#views.set(view.id, view);
    if (this.#views.size > REMEMBERED) {
      const [oldest] = this.#views.keys();
      if (oldest !== undefined) this.#views.delete(oldest);
    }
    return view;
  }
}

function between(from: string, to: string): number {
  return Math.max(0, Date.parse(to) - Date.parse(from));
}
