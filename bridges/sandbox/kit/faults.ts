/** Which calls a fault is for; one without a match is for the next call of any kind. */
export interface FaultMatch {
  /** HTTP method. */
  readonly method?: string;
  /** Part of the path (`/messages`, `chat.postMessage`). */
  readonly path?: string;
}

/**
 * A switch that makes an emulator misbehave the way real services do.
 *
 * For requests: `status` answers with that status at once, nothing done; `slow` answers late; `drop` cuts the
 * connection before anything is done; `lost-answer` does the work and then cuts the connection.
 * For what the service delivers to us (webhooks, sockets): `deliver-twice` sends one delivery two times,
 * `deliver-out-of-order` holds one back until after the next, `drop-delivery` loses one, `cut-socket` drops every
 * open socket at once, `refuse-resume` makes the service forget the session that a socket comes back to.
 */
export type Fault = {
  readonly match?: FaultMatch;
  /** How often. @default 1 */
  readonly times?: number;
  /** So many of the calls that it is for go well before. @default 0 */
  readonly after?: number;
} & (
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: number; readonly body?: string }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'drop' }
  | { readonly kind: 'lost-answer' }
  | { readonly kind: 'deliver-twice' }
  | { readonly kind: 'deliver-out-of-order' }
  | { readonly kind: 'drop-delivery' }
  | { readonly kind: 'cut-socket' }
  | { readonly kind: 'refuse-resume' }
);
export type FaultKind = Fault['kind'];

const REQUEST_KINDS: readonly FaultKind[] = ['status', 'slow', 'drop', 'lost-answer'];
const DELIVERY_KINDS: readonly FaultKind[] = ['deliver-twice', 'deliver-out-of-order', 'drop-delivery'];

/** The faults an emulator still has to commit, in the order in which they were set. */
export class FaultBox {
  #waiting: { fault: Fault; left: number; passing: number }[] = [];
  #onCut: (() => void)[] = [];

  add(fault: Fault): void {
    if (fault.kind === 'cut-socket') {
      for (const cut of this.#onCut) cut();
      return;
    }
    this.#waiting.push({ fault, left: fault.times ?? 1, passing: fault.after ?? 0 });
  }

  clear(): void {
    this.#waiting = [];
  }

  /** Called by emulators with sockets: what to do when they are to be cut. */
  onCutSocket(cut: () => void): void {
    this.#onCut.push(cut);
  }

  /** Takes the next fault that is for this request, if any. */
  takeForRequest(method: string, path: string): Fault | undefined {
    return this.#take((fault) => REQUEST_KINDS.includes(fault.kind) && matches(fault.match, method, path));
  }

  /** Takes the next fault that is for this delivery to us, if any. `path` names the kind of event. */
  takeForDelivery(path: string): Fault | undefined {
    return this.#take(
      (fault) => DELIVERY_KINDS.includes(fault.kind) && matches(fault.match, undefined, path),
    );
  }

  /** Takes the next fault that is for a socket that comes back to its session, if any. */
  takeForResume(): Fault | undefined {
    return this.#take((fault) => fault.kind === 'refuse-resume');
  }

  #take(wanted: (fault: Fault) => boolean): Fault | undefined {
    const index = this.#waiting.findIndex((entry) => {
      if (!wanted(entry.fault)) return false;
      entry.passing -= 1;
      return entry.passing < 0;
    });
    const entry = this.#waiting[index];
    if (!entry) return undefined;
    entry.left -= 1;
    if (entry.left <= 0) this.#waiting.splice(index, 1);
    return entry.fault;
  }
}

function matches(match: FaultMatch | undefined, method: string | undefined, path: string): boolean {
  if (!match) return true;
  if (match.method !== undefined && method !== undefined && match.method !== method) return false;
  return match.path === undefined || path.includes(match.path);
}
