import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { apiError } from './errors.ts';
import type { OwnFault } from './faults.ts';

export interface Stream {
  /** Each one `event: ...` and `data: ...`, as they go out. */
  readonly events: readonly string[];
  /** Whether an event brings words of the answer; these are waited between and counted by faults. */
  readonly isPiece: (event: string) => boolean;
  /** Milliseconds. */
  readonly everyMs: number;
  readonly fault: OwnFault | undefined;
  /** Closes the connection as soon as what was written is out. */
  readonly cut: () => void;
}

/** Clients throw away what they have not read yet when they see that a connection is gone. */
const BEFORE_CUT_MS = 50;

/** Server-sent events, or as many of them as a fault leaves. */
export function eventStream(stream: Stream): Response {
  let isWanted = true;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      void (async () => {
        for await (const event of paced(stream, () => isWanted)) {
          // The client may have gone while the next word was waited for.
          if (isWanted) controller.enqueue(new TextEncoder().encode(event));
        }
        // After a cut the end must not be sent: it would make the answer whole.
        if (isWanted && stream.fault?.kind !== 'break-stream') controller.close();
      })();
    },
    cancel: () => {
      isWanted = false;
    },
  });
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' },
  });
}

async function* paced(stream: Stream, isWanted: () => boolean): AsyncGenerator<string> {
  const { fault, everyMs } = stream;
  const after = fault && 'after' in fault ? fault.after : Infinity;
  let sent = 0;
  for (const event of stream.events) {
    if (!isWanted()) return;
    const isPiece = stream.isPiece(event);
    if (isPiece && sent >= after) break;
    if (isPiece && sent > 0 && everyMs > 0) await sleep(everyMs);
    yield event;
    // Each event is a packet of its own, as far as the network lets it be.
    await nextTurn();
    if (isPiece) sent += 1;
    if (fault?.kind === 'malformed' && isPiece) {
      yield 'data: {"id":"cut","choi\n\n';
      return;
    }
  }
  if (fault?.kind === 'stream-error') yield `data: ${JSON.stringify(apiError.server())}\n\n`;
  if (fault?.kind !== 'break-stream') return;
  await sleep(BEFORE_CUT_MS);
  stream.cut();
}
