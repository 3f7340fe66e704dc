import type { z } from 'zod';
import type { Host, HttpRequest } from '../../host/index.ts';
import { formBody, parseJson } from '../../host/index.ts';
import type { OutgoingFile } from '../../model/index.ts';
import type { Attempt } from './errors.ts';
import { fromAnswer, fromTransport, retryAfterMs, strangeAnswer, tooFast } from './errors.ts';
import { createLimits, routeOf } from './limits.ts';
import { failureSchema } from './schema.ts';
import type { DiscordSettings } from './settings.ts';

const TIMEOUT_MS = 15_000;
const UPLOAD_TIMEOUT_MS = 120_000;
/** Discord asks every client to name itself like this. */
const USER_AGENT = 'DiscordBot (https://parley.example.org, 1)';

export interface Call {
  readonly method: HttpRequest['method'];
  /** Below the version of the API. May hold a webhook's token, so it is shown to nobody. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: object;
  readonly file?: OutgoingFile;
  /** As in `ServiceError`. */
  readonly tried: string;
  /** Whether it may leave a message behind although no answer came. */
  readonly isWrite?: boolean;
}

/** Sends one call, once. Throws `ServiceError` and nothing else. */
export interface Http {
  ask<T extends z.ZodTypeAny>(call: Call, schema: T): Promise<z.output<T>>;
  /** For calls whose answer says nothing. */
  tell(call: Call): Promise<void>;
}

export function createHttp(settings: DiscordSettings, host: Host, secrets: readonly string[]): Http {
  const limits = createLimits(host);

  async function send(call: Call) {
    const { tried, isWrite = false } = call;
    const attempt: Attempt = { tried, isWrite, secrets };
    const route = routeOf(call.method, call.path);
    const waitMs = await limits.pass(route);
    if (waitMs > 0) throw tooFast(tried, Math.ceil(waitMs));
    const answer = await host.request(toRequest(call, settings)).catch((error: unknown) => {
      throw fromTransport(error, attempt);
    });
    limits.note(route, answer);
    if (answer.status >= 200 && answer.status < 300) return { answer, attempt };
    if (answer.status === 429) {
      const said = parseJson(answer.text());
      const { retry_after, global } = failureSchema.catch({ global: false }).parse(said);
      // What is no word of the API comes from the edge before it, which counts this machine's calls whatever they are.
      const isEdge = said === undefined;
      const isGlobal = global || isEdge || answer.headers['x-ratelimit-scope'] === 'global';
      const ms = retryAfterMs(answer, retry_after);
      if (ms !== undefined) limits.hold(isGlobal ? undefined : route, ms);
    }
    throw fromAnswer(answer, attempt);
  }

  return {
    async ask<T extends z.ZodTypeAny>(call: Call, schema: T): Promise<z.output<T>> {
      const { answer, attempt } = await send(call);
      const parsed = schema.safeParse(parseJson(answer.text()));
      if (!parsed.success) throw strangeAnswer(answer, attempt);
      return parsed.data as z.output<T>;
    },
    async tell(call) {
      const { answer, attempt } = await send(call);
      if (answer.status === 200 && parseJson(answer.text()) === undefined)
        throw strangeAnswer(answer, attempt);
    },
  };
}

function toRequest({ method, path, query = {}, body, file }: Call, settings: DiscordSettings): HttpRequest {
  const url = new URL(`${settings.apiUrl}/v10${path}`);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  const headers = { authorization: `Bot ${settings.botToken}`, 'user-agent': USER_AGENT };
  const base = { method, url: url.toString() };
  if (file) {
    const payload = { ...body, attachments: [{ id: 0, filename: file.name }] };
    const { contentType, bytes } = formBody(
      { payload_json: JSON.stringify(payload) },
      { field: 'files[0]', ...file },
    );
    return {
      ...base,
      headers: { ...headers, 'content-type': contentType },
      body: bytes,
      timeoutMs: UPLOAD_TIMEOUT_MS,
    };
  }
  return {
    ...base,
    timeoutMs: TIMEOUT_MS,
    headers: body ? { ...headers, 'content-type': 'application/json' } : headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  };
}
