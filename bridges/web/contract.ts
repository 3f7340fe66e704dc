import type { WebhookRequest } from '../../src/platforms/index.ts';
import type { DeliveryQuery, DeliveryReport } from '../journal/contract.ts';
import type { Happening, RelayStatus } from '../relay/contract.ts';

/** What a service gets as the answer to its webhook request. */
export interface HookAnswer {
  readonly status: number;
  /** @default empty */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Takes in one webhook request of one account. Resolves only when what the request says is on disk, because the
 * answer is the acknowledgement. Throws `WebhookRefused` for a request that must not be taken in (answered with its
 * status and counted by its reason); anything else it throws is answered with 500, so that the service sends again.
 */
export type HookHandler = (request: WebhookRequest) => Promise<HookAnswer>;

/** What the pages and the HTTP API need of the running daemon. */
export interface RelayView {
  status(): Promise<RelayStatus>;
  deliveries(query: DeliveryQuery): Promise<readonly DeliveryReport[]>;
  /** Puts failed deliveries back in line. @returns how many */
  retry(ids: readonly number[] | 'all'): Promise<number>;
  /** Returns the way to stop listening. Listeners must not throw. */
  on(listener: (happening: Happening) => void): () => void;
  /** Whether the journal is open and every feed is running; the reasons are sentences for `/readyz`. */
  ready(): { readonly ok: boolean; readonly reasons: readonly string[] };
}
