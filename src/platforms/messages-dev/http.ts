import type { z } from 'zod';
import type { Host, HttpResponse } from '../../host/index.ts';
import {
  ServiceError,
  TransportError,
  clockOffset,
  parseJson,
  redact,
  withoutTags,
} from '../../host/index.ts';
import { budgetOf } from './budget.ts';
import type { Tried } from './errors.ts';
import { protocolError, refusalIn, statusError } from './errors.ts';
import { pageSchema } from './schema.ts';
import type { MessagesDevSettings } from './settings.ts';

const SHOWN_CHARS = 200;
/** What a new webhook's deliveries will be signed with; shown nowhere. */
const SECRET_FIELD = /("secret"\s*:\s*")(?:[^"\\]|\\.)*/g;
/** A list longer than this many pages does not end. */
const MOST_PAGES = 1000;

export type Query = Readonly<Record<string, string | number | undefined>>;

export interface ApiCall extends Tried {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the base address, with a slash in front. */
  readonly path: string;
  readonly query?: Query;
  /** JSON body. Fields that are undefined are left out. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Bytes as the body, with headers of their own. */
  readonly upload?: { readonly bytes: Uint8Array; readonly headers: Readonly<Record<string, string>> };
  /** @default 30000 */
  readonly timeoutMs?: number;
}

/** One page of a list. */
export interface ListPage<Item> {
  readonly items: readonly Item[];
  /** Absent on the last page. */
  readonly next?: string;
}

/** The wire of one key: signs in, parses, and turns every way to fail into a `ServiceError`. Nothing is repeated. */
export interface Api {
  readonly settings: MessagesDevSettings;
  /** Sends one call, once. Any 2xx is a success. */
  call<Schema extends z.ZodTypeAny>(schema: Schema, call: ApiCall): Promise<z.output<Schema>>;
  /** One page of a list. */
  page<Item extends z.ZodTypeAny>(item: Item, call: ApiCall): Promise<ListPage<z.output<Item>>>;
  /** All pages of a list until it is enough, one call each. A cursor that comes a second time ends the list. */
  all<Item extends z.ZodTypeAny>(
    item: Item,
    call: ApiCall,
    enough?: (items: readonly z.output<Item>[]) => boolean,
  ): Promise<z.output<Item>[]>;
  /** Where a redirect leads. */
  location(call: ApiCall): Promise<string>;
  /** The service's clock minus ours, milliseconds, from the `Date` of its last answer; 0 while unknown. */
  clockOffsetMs(): number;
}

export function createApi(settings: MessagesDevSettings, host: Host): Api {
  const budget = budgetOf(settings.apiKey, host);
  let offsetMs = 0;
  const clean = (text: string): string =>
    redact(text, [settings.apiKey]).replaceAll(SECRET_FIELD, '$1[hidden]');
  // Cleaned before it is cut: half a key would slip through.
  const shown = (text: string): string =>
    clean(withoutTags(text)).replaceAll(/\s+/g, ' ').trim().slice(0, SHOWN_CHARS);

  const send = async (call: ApiCall): Promise<HttpResponse> => {
    budget.spend();
    try {
      const response = await host.request({
        method: call.method,
        url: urlOf(settings.url, call),
        ...bodyOf(call, settings.apiKey),
        ...(call.timeoutMs === undefined ? {} : { timeoutMs: call.timeoutMs }),
      });
      offsetMs = clockOffset(response, host.now()) ?? offsetMs;
      return response;
    } catch (error) {
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
  };

  const fail = (call: ApiCall, response: HttpResponse): ServiceError => {
    const text = response.text();
    const refusal = refusalIn(parseJson(text));
    return statusError(call, response, refusal, shown(refusal?.message ?? text), settings, host.now());
  };

  const api: Api = {
    settings,
    clockOffsetMs: () => offsetMs,
    async call(schema, call) {
      const response = await send(call);
      if (response.status < 200 || response.status > 299) throw fail(call, response);
      const text = response.text();
      const parsed = parseJson(text);
      if (parsed === undefined)
        throw protocolError(call, response.status, `"${shown(text)}", which is not JSON`);
      const result = schema.safeParse(parsed);
      if (result.success) return result.data;
      const where = result.error.issues[0]?.path.join('.') || 'the top';
      throw protocolError(call, response.status, `an unknown shape at ${where}: "${shown(text)}"`);
    },
    async page(item, call) {
      const { data, has_more, next_cursor } = await api.call(pageSchema(item), call);
      const isLast = has_more !== true || !next_cursor || next_cursor === call.query?.['cursor'];
      return { items: data, ...(isLast ? {} : { next: next_cursor }) };
    },
    async all(item, call, enough = () => false) {
      const items: z.output<typeof item>[] = [];
      const seen = new Set<string>();
      let cursor: string | undefined;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const read = await api.page(item, { ...call, query: { ...call.query, cursor } });
        items.push(...read.items);
        cursor = read.next;
        if (cursor === undefined || seen.has(cursor) || enough(items)) break;
        seen.add(cursor);
      }
      return items;
    },
    async location(call) {
      const response = await send(call);
      const location = response.headers['location'];
      if (response.status >= 300 && response.status <= 399 && location !== undefined)
        return new URL(location, settings.url).href;
      if (response.status < 400) throw protocolError(call, response.status, 'no address to go on to');
      throw fail(call, response);
    },
  };
  return api;
}

function bodyOf(
  call: ApiCall,
  apiKey: string,
): { headers: Record<string, string>; body?: string | Uint8Array } {
  const headers = { authorization: `Bearer ${apiKey}` };
  if (call.upload) return { headers: { ...headers, ...call.upload.headers }, body: call.upload.bytes };
  if (!call.body) return { headers };
  return { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(call.body) };
}

function urlOf(base: string, call: ApiCall): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) query.set(name, String(value));
  }
  const text = query.toString();
  return `${base}${call.path}${text === '' ? '' : `?${text}`}`;
}
