import type { z } from 'zod';
import type { FormFile, Host, HttpRequest, HttpResponse } from '../../host/index.ts';
import {
  ServiceError,
  TransportError,
  clockOffset,
  formBody,
  parseJson,
  redact,
  redirection,
  withoutTags,
} from '../../host/index.ts';
import { dialects } from './dialects.ts';
import type { Tried } from './errors.ts';
import { protocolError, refusalError, refusalIn, statusError, unsupportedError } from './errors.ts';
import type { ChatApiSettings } from './settings.ts';

const SHOWN_CHARS = 200;

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface ApiCall extends Tried {
  readonly method: 'GET' | 'POST';
  /** Below the base address, without a slash in front. */
  readonly path: string;
  readonly query?: Query;
  /** JSON body of a POST. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** A form with a file instead of JSON. */
  readonly form?: { readonly fields: Readonly<Record<string, string>>; readonly file: FormFile };
}

/** The wire of one instance: adds the token, parses, and turns every way to fail into a `ServiceError`. */
export interface Api {
  readonly settings: ChatApiSettings;
  /** Sends one call, once. */
  call<Output>(schema: z.ZodType<Output, z.ZodTypeDef, unknown>, call: ApiCall): Promise<Output>;
  /** Fetches bytes below the base address (the QR code as a picture). */
  bytes(call: ApiCall): Promise<Uint8Array>;
  /** The service's clock minus ours, milliseconds, from the `Date` of its last answer; 0 while unknown. */
  clockOffsetMs(): number;
}

export function createApi(settings: ChatApiSettings, host: Host): Api {
  let offsetMs = 0;
  const clean = (text: string): string => redact(text, [settings.token]);
  // Cleaned before it is cut: half a token would slip through.
  const shown = (text: string): string =>
    clean(withoutTags(text)).replaceAll(/\s+/g, ' ').trim().slice(0, SHOWN_CHARS);

  const dialect = dialects[settings.dialect];

  const send = async (call: ApiCall): Promise<HttpResponse> => {
    if (dialect.lacks.includes(call.path)) throw unsupportedError(call, dialect.title);
    let response;
    try {
      response = await host.request({
        method: call.method,
        url: urlOf(settings, call),
        ...payloadOf(call),
      });
    } catch (error) {
      // The cause is left out: it may hold the address, and with it the token.
      throw new ServiceError({
        kind: 'unavailable',
        tried: call.tried,
        cameBack: clean(error instanceof Error ? error.message : String(error)),
        advice: `Check that ${new URL(settings.url).host} can be reached from here, and try again later.`,
        outcome:
          call.write && (!(error instanceof TransportError) || error.outcome === 'unknown')
            ? 'unknown'
            : 'not-done',
      });
    }
    offsetMs = clockOffset(response, host.now()) ?? offsetMs;
    const elsewhere = redirection(response);
    if (elsewhere) throw new ServiceError({ tried: call.tried, status: response.status, ...elsewhere });
    return response;
  };

  return {
    settings,
    clockOffsetMs: () => offsetMs,
    async call(schema, call) {
      const response = await send(call);
      const text = response.text();
      const parsed = parseJson(text);
      if (response.status >= 400) {
        const sentence = refusalIn(parsed);
        throw statusError(call, response, sentence, shown(sentence ?? text));
      }
      if (parsed === undefined)
        throw protocolError(call, response.status, `"${shown(text)}", which is not JSON`);
      const refusal = refusalIn(parsed);
      if (refusal !== undefined) throw refusalError(call, response.status, refusal, shown(refusal));
      const result = schema.safeParse(parsed);
      if (result.success) return result.data;
      const issue = result.error.issues[0];
      throw protocolError(
        call,
        response.status,
        `an unknown shape at ${issue?.path.join('.') ?? 'top'}: "${shown(text)}"`,
      );
    },
    async bytes(call) {
      const response = await send(call);
      if (response.status < 400 && !(response.headers['content-type'] ?? '').includes('json'))
        return response.body;
      const text = response.text();
      const sentence = refusalIn(parseJson(text));
      if (response.status >= 400) throw statusError(call, response, sentence, shown(sentence ?? text));
      throw refusalError(call, response.status, sentence ?? text, shown(sentence ?? text));
    },
  };
}

function payloadOf({ body, form }: ApiCall): Pick<HttpRequest, 'headers' | 'body'> {
  if (form) {
    const { contentType, bytes } = formBody(form.fields, form.file);
    return { headers: { 'content-type': contentType }, body: bytes };
  }
  return body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {};
}

function urlOf(settings: ChatApiSettings, call: ApiCall): string {
  let query = `token=${encodeURIComponent(settings.token)}`;
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) query += `&${name}=${encodeURIComponent(String(value))}`;
  }
  return `${settings.url}/${call.path}?${query}`;
}
