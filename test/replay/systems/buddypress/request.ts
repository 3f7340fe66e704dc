import type { BuddyPressEmulator } from '../../../../bridges/sandbox/buddypress/index.ts';
import { applicationPassword } from '../../../../bridges/sandbox/wordpress/sign-in.ts';
import type { Recording } from '../../recordings.ts';
import type { Answer } from '../../system.ts';

/** Sends a recorded request to the emulator, with credentials in the place of the recording's placeholders. */
export async function sendRequest(
  site: BuddyPressEmulator,
  { request }: Pick<Recording, 'request'>,
): Promise<Answer> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (/^x-rec-/i.test(name)) continue;
    headers[name] = /^authorization$/i.test(name) ? credentials(value) : value;
  }
  const answer = await fetch(site.origin + request.path, {
    method: request.method,
    headers,
    ...bodyOf(request.body),
  });
  const text = await answer.text();
  const answerHeaders: Record<string, string> = {};
  answer.headers.forEach((value, name) => {
    answerHeaders[name] = value;
  });
  return {
    status: answer.status,
    headers: answerHeaders,
    body: text === '' ? null : parsed(text),
  };
}

/** A page that is no JSON counts as a text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function bodyOf(body: unknown): RequestInit {
  if (body === undefined || body === null) return {};
  return { body: typeof body === 'string' ? body : JSON.stringify(body) };
}

/** `Basic <base64 of "alice:<application password of alice>">` as what it stands for. */
export function credentials(value: string): string {
  const quoted = /^Basic <base64 of "(.*)">$/.exec(value)?.[1];
  if (quoted === undefined) return value;
  const colon = quoted.indexOf(':');
  if (colon === -1) return `Basic ${Buffer.from(quoted).toString('base64')}`;
  const user = quoted.slice(0, colon);
  return `Basic ${Buffer.from(`${user}:${secret(user, quoted.slice(colon + 1))}`).toString('base64')}`;
}

function secret(user: string, placeholder: string): string {
  const login = user.replace(/@.*$/, '');
  const owner = /application password of (\w+)/.exec(placeholder)?.[1];
  if (owner !== undefined) return applicationPassword(owner);
  return placeholder === 'application password without spaces'
    ? applicationPassword(login).replaceAll(' ', '')
    : placeholder;
}
