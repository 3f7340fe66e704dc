/** Often enough for proxies that cut connections after 30 s of silence. */
const HEARTBEAT_MS = 15_000;
/** What may wait for a reader that does not keep up before it is let go; it comes back and reads the state anew. */
const MAX_WAITING_BYTES = 1024 * 1024;

/** Sends one event to the reader, as JSON. */
export type SendEvent = (data: object) => void;

/**
 * An answer of server-sent events that lasts until the reader goes. Comments keep it alive in between.
 * @param subscribe called once; returns the way to stop, called once when the reader is gone
 */
export function eventStream(subscribe: (send: SendEvent) => () => void): Response {
  const encoder = new TextEncoder();
  let finish: () => void = () => undefined;
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let open = true;
        const push = (text: string) => {
          if (!open) return;
          controller.enqueue(encoder.encode(text));
          if ((controller.desiredSize ?? 0) > 0) return;
          finish();
          controller.close();
        };
        const heartbeat = setInterval(() => {
          push(': still here\n\n');
        }, HEARTBEAT_MS);
        heartbeat.unref();
        push(': connected\n\n');
        const stop = subscribe((data) => {
          push(`data: ${JSON.stringify(data)}\n\n`);
        });
        finish = () => {
          open = false;
          clearInterval(heartbeat);
          stop();
        };
      },
      cancel() {
        finish();
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MAX_WAITING_BYTES }),
  );
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  });
}
