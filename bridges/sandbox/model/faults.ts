import type { Fault, FaultMatch } from '../kit/index.ts';
import { FaultBox } from '../kit/index.ts';
import { bodyFor } from './errors.ts';

/**
 * What only a model API gets wrong. `break-stream` cuts the connection after so many pieces of a streamed answer;
 * `end-stream` ends it there as if nothing were missing; `stream-error` sends an error as its next event; `malformed`
 * sends JSON that breaks off; `empty` answers with nothing in it; `no-body` with no body at all.
 */
export type ModelFault = Fault | (OwnFault & { readonly match?: FaultMatch; readonly times?: number });

export type OwnFault =
  | { readonly kind: 'break-stream' | 'end-stream' | 'stream-error'; /** Words. */ readonly after: number }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'no-body' };

const OWN: readonly ModelFault['kind'][] = [
  'break-stream',
  'end-stream',
  'stream-error',
  'malformed',
  'empty',
  'no-body',
];

/** The faults of the kit, with OpenAI's own words for a bare status, and those of answers. */
export class ModelFaults extends FaultBox {
  #answers: { readonly fault: ModelFault & OwnFault; left: number }[] = [];

  override add(fault: ModelFault): void {
    if (isOwn(fault)) this.#answers.push({ fault, left: fault.times ?? 1 });
    else if (fault.kind === 'status' && fault.body === undefined)
      super.add({ ...fault, body: JSON.stringify(bodyFor(fault.status)) });
    else super.add(fault);
  }

  override clear(): void {
    super.clear();
    this.#answers = [];
  }

  /** Takes the next fault that is for this answer, if any. Those of streams wait for a stream. */
  takeForAnswer(path: string, isStream: boolean): OwnFault | undefined {
    const entry = this.#answers.find(
      ({ fault }) => path.includes(fault.match?.path ?? '') && (isStream || !/stream/.test(fault.kind)),
    );
    if (!entry) return undefined;
    entry.left -= 1;
    if (entry.left <= 0) this.#answers.splice(this.#answers.indexOf(entry), 1);
    return entry.fault;
  }
}

function isOwn(fault: ModelFault): fault is ModelFault & OwnFault {
  return OWN.includes(fault.kind);
}
