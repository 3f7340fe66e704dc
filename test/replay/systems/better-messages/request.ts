import type { BetterMessagesEmulator } from '../../../../bridges/sandbox/better-messages/index.ts';
import { applicationPassword } from '../../../../bridges/sandbox/wordpress/sign-in.ts';
import type { Recording } from '../../recordings.ts';
import type { Answer } from '../../system.ts';
import { loginId } from './names.ts';

/** Sends a recorded request to the emulator, with real credentials in the place of the recording's words for them. */
export async function sendRequest(
  site: BetterMessagesEmulator,
  recording: Recording,
  body: BodyInit | undefined,
): Promise<Answer> {
  const headers = headersFor(site, recording);
  // The boundary is the real body's own.
  if (body instanceof FormData) delete headers['content-type'];
  const answer = await fetch(site.origin + recording.request.path, {
    method: recording.request.method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  const answerHeaders: Record<string, string> = {};
  answer.headers.forEach((value, name) => {
    answerHeaders[name] = value;
  });
  return { status: answer.status, headers: answerHeaders, body: parsed(text) };
}

const REFUSED_CREDENTIALS = /^(?:rest_cookie_invalid_nonce|guest_\w+)$/;

/** What the recorded site refused is sent as it stands. */
function headersFor(site: BetterMessagesEmulator, { request, response }: Recording): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) headers[name.toLowerCase()] = value;
  const { authorization, cookie } = headers;
  if (authorization !== undefined) headers.authorization = credentials(authorization);
  const user = cookieUser(cookie);
  if (cookie !== undefined && user !== undefined) headers.cookie = site.browserHeaders(user).Cookie ?? cookie;
  if (REFUSED_CREDENTIALS.test(codeOf(response.body))) return headers;
  if (headers['x-wp-nonce'] !== undefined) headers['x-wp-nonce'] = nonceOf(site, user ?? 0);
  const guest = site.site.guests.get(Math.abs(Number(headers['bm-guest-id'])));
  if (guest && headers['bm-guest-secret'] !== undefined) headers['bm-guest-secret'] = guest.secret;
  return headers;
}

/** The user whose cookie a recording describes. */
export function cookieUser(cookie: string | undefined): number | undefined {
  const login = /^<wordpress_logged_in_\* cookie of (\w+)>$/.exec(cookie ?? '')?.[1];
  return login === undefined ? undefined : loginId(login);
}

export function nonceOf(site: BetterMessagesEmulator, user: number): string {
  return site.browserHeaders(user)['X-WP-Nonce'] ?? '';
}

function credentials(value: string): string {
  const [, login, placeholder] = /^Basic base64\("([^:"]+):([^"]*)"\)$/.exec(value) ?? [];
  if (login === undefined || placeholder === undefined) return value;
  const password = placeholder === '<application password>' ? applicationPassword(login) : placeholder;
  return `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`;
}

function codeOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : '';
}

/** An empty body counts as an empty text. */
function parsed(text: string): unknown {
  if (text === '') return '';
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
