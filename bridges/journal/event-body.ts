import type { ParleyEvent } from '../../src/model/index.ts';
import type { Draft } from '../../src/platforms/index.ts';

/** An event as the journal keeps it: JSON, without what the service itself said. */
export function toBody(event: ParleyEvent): string {
  if (!('message' in event) || event.message.raw === undefined) return JSON.stringify(event);
  return JSON.stringify({ ...event, message: { ...event.message, raw: undefined } });
}

/** The journal wrote the body itself, from a `ParleyEvent`. */
export function parseEvent(body: string): ParleyEvent {
  return JSON.parse(body) as ParleyEvent;
}

/** The journal wrote it itself, from a `Draft` without files. */
export function parseDraft(written: string): Draft {
  return JSON.parse(written) as Draft;
}
