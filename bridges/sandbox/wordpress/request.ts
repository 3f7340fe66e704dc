import type { Params } from './php.ts';
import { isRecord, parseQuery } from './php.ts';

/** A request as a route sees it. */
export interface RestRequest<Caller> {
  readonly method: string;
  readonly route: string;
  /** What stands in the query, whatever the method: some code looks at it past all checks. */
  readonly query: Params;
  /** All arguments: body over query over path, without defaults. */
  readonly params: Params;
  readonly caller: Caller;
  readonly headers: Headers;
  /** Uploaded files, by the name of their form field. */
  readonly files: ReadonlyMap<string, UploadedFile>;
  /** The body says that it is JSON and is not. */
  readonly brokenJson: boolean;
}

export interface UploadedFile {
  readonly name: string;
  readonly mimeType: string;
  readonly bytes: Uint8Array;
}

export interface RawRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

/** Reads a request off the wire. */
export async function rawRequest(request: Request): Promise<RawRequest> {
  return {
    method: request.method,
    url: new URL(request.url),
    headers: request.headers,
    bytes: new Uint8Array(await request.arrayBuffer()),
  };
}

/** The REST route that an address means; undefined for pages that are not the API. */
export function routeOf(url: URL): string | undefined {
  const query = url.searchParams.get('rest_route');
  const path = query ?? /^\/(?:index\.php\/)?wp-json(\/.*|$)/.exec(url.pathname)?.[1];
  if (path === undefined) return undefined;
  return path.replace(/\/+$/, '') || '/';
}

/** The method that counts: the query, or a header, may say that another one is meant. */
export function methodOf(raw: RawRequest): string {
  const override = raw.url.searchParams.get('_method') ?? raw.headers.get('x-http-method-override');
  return (override !== null && override !== '' ? override : raw.method).toUpperCase();
}

export type Given = Pick<RestRequest<unknown>, 'query' | 'params' | 'files' | 'brokenJson'>;

/** All arguments: those of the body go before those of the query, those of the path before all. */
export async function argumentsOf(raw: RawRequest, path: Params): Promise<Given> {
  const query = parseQuery(raw.url.search.slice(1));
  delete query.rest_route;
  const type = raw.headers.get('content-type') ?? '';
  const files = new Map<string, UploadedFile>();
  const body = /^multipart\/form-data\b/i.test(type)
    ? await multipart(raw.bytes, type, files)
    : bodyArguments(new TextDecoder().decode(raw.bytes), type);
  // What is null in the body counts as absent, and hides a value of the same name in the query.
  return { query, params: { ...query, ...body, ...path }, files, brokenJson: body === undefined };
}

/** Undefined when the body says that it is JSON and is not. */
function bodyArguments(text: string, type: string): Params | undefined {
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) return parseQuery(text);
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(type) || text === '') return {};
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) ? parsed : {};
  } catch {
    return undefined;
  }
}

async function multipart(bytes: Uint8Array, type: string, files: Map<string, UploadedFile>): Promise<Params> {
  const fields = new URLSearchParams();
  const form = await new Response(bytes.slice(), { headers: { 'content-type': type } })
    .formData()
    .catch(() => new FormData());
  const uploads: Promise<void>[] = [];
  form.forEach((value, name) => {
    if (typeof value === 'string') fields.append(name, value);
    else uploads.push(keep(value, name, files));
  });
  await Promise.all(uploads);
  return parseQuery(fields.toString());
}

async function keep(file: File, field: string, files: Map<string, UploadedFile>): Promise<void> {
  files.set(field, { name: file.name, mimeType: file.type, bytes: new Uint8Array(await file.arrayBuffer()) });
}
