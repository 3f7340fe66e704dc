import { RestError } from '../wordpress/error.ts';
import type { RawRequest } from '../wordpress/request.ts';
import type { StoredFile } from './model.ts';
import { proxiedFile } from './routes/uploads.ts';
import type { Caller } from './sign-in.ts';
import { cookieUser, nonceOf } from './sign-in.ts';
import type { Site } from './site.ts';
import { publicPath } from './views/message.ts';

/** The page outside the REST API that gives out nonces. */
export function ajaxPage(site: Site, url: URL, headers: Headers): Response | undefined {
  if (url.pathname !== '/wp-admin/admin-ajax.php') return undefined;
  if (url.searchParams.get('action') !== 'better_messages_new_nonce_token')
    return new Response('0', { status: 400 });
  const user = cookieUser(site, headers);
  return new Response(JSON.stringify({ user_id: user, nonce: nonceOf(site, user) }), {
    headers: {
      'content-type': 'application/json; charset=UTF-8',
      'cache-control': `no-cache, must-revalidate, max-age=0${user > 0 ? ', no-store, private' : ''}`,
    },
  });
}

/** Public uploads, which are files of the web server. */
export function notFoundPage(site: Site, url: URL): Response {
  for (const file of site.store.files.values()) {
    if (!site.settings.attachmentsProxy && publicPath(file) === url.pathname)
      return fileResponse(file, undefined);
  }
  const page =
    '<!DOCTYPE html>\n<html lang="en"><head><title>Better Messages test</title></head><body></body></html>\n';
  return new Response(page, {
    status: url.pathname === '/' ? 200 : 404,
    headers: { 'content-type': 'text/html; charset=UTF-8' },
  });
}

/** A file through the proxy, which is there only while the option is on. */
export function fileAnswer(
  site: Site,
  route: string,
  signIn: () => Caller,
  { headers }: RawRequest,
): Response | undefined {
  const id = /^\/better-messages\/v1\/file\/(\d+)$/.exec(route)?.[1];
  if (id === undefined || !site.settings.attachmentsProxy) return undefined;
  try {
    return fileResponse(proxiedFile(site, signIn(), Number(id)), headers.get('range'));
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    return Response.json(error.body(), {
      status: error.status,
      headers: { 'content-type': 'application/json; charset=UTF-8' },
    });
  }
}

function fileResponse({ bytes, mimeType, name }: StoredFile, range: string | null | undefined): Response {
  const headers = {
    'content-type': mimeType,
    'accept-ranges': 'bytes',
    'content-disposition': `inline; filename="${name}"`,
  };
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  if (first === undefined) return new Response(bytes.slice(), { headers });
  const end = last ? Math.min(Number(last), bytes.length - 1) : bytes.length - 1;
  return new Response(bytes.slice(Number(first), end + 1), {
    status: 206,
    headers: {
      ...headers,
      'content-range': `bytes ${first}-${String(end)}/${String(bytes.length)}`,
    },
  });
}
