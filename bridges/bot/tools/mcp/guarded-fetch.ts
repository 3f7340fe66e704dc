import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js';

/** What one answer may hold, bytes; the SDK's own limit for programs. */
export const MAX_BYTES = 10 * 1024 * 1024;

/**
 * HTTP for a tool server: redirects are left to the SDK, which follows them within the configured origin only; answers
 * are limited in size, and in time even when nobody waits for them any more.
 * @param limitMs milliseconds for a request and the whole of its answer
 */
export function guardedFetch(limitMs: number): FetchLike {
  return async (url, init = {}) => {
    const headers = new Headers(init.headers);
    // A stream only for news of the server would stay open for good; "not offered" is an answer that the SDK knows.
    if (init.method === 'GET' && !headers.has('last-event-id')) return new Response(null, { status: 405 });
    const time = AbortSignal.timeout(limitMs);
    const signal = init.signal ? AbortSignal.any([init.signal, time]) : time;
    const {
      body,
      status,
      statusText,
      headers: answered,
    } = await fetch(url, { ...init, redirect: 'manual', signal });
    return new Response(body?.pipeThrough(limited()) ?? null, { status, statusText, headers: answered });
  };
}

function limited(): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let total = 0;
  return new TransformStream({
    transform(chunk, controller) {
      total += chunk.byteLength;
      if (total <= MAX_BYTES) controller.enqueue(chunk);
      else controller.error(new Error(`the answer is longer than ${String(MAX_BYTES / 1024 / 1024)} MiB`));
    },
  });
}
