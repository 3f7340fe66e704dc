import { z } from 'zod';
import type { BetterMessagesEmulator } from '../../../../bridges/sandbox/better-messages/index.ts';
import type { Recording } from '../../recordings.ts';
import type { Answer } from '../../system.ts';
import { cookieUser, nonceOf } from './request.ts';

/** Address of a server in the recordings. */
const RECORDED_ORIGIN = /http:\/\/127\.0\.0\.1:\d+/g;
/** Folders of files and numbers of uploads. */
const UUID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

const nonceSchema = z.object({ user_id: z.number(), nonce: z.string() });
const guestSchema = z.object({ id: z.number(), secret: z.string() });

/** What every server makes up for itself counts as the same. */
export function masked({ status, headers, body }: Answer): Answer {
  const mask = (text: string): string => text.replaceAll(UUID, '<uuid>');
  return {
    status,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, mask(value)])),
    body: JSON.parse(mask(JSON.stringify(body))) as unknown,
  };
}

/** The recorded answer with this server's address, nonces and secrets. */
export function expectedAnswer(site: BetterMessagesEmulator, { request, response }: Recording): Answer {
  const here = (text: string): string => text.replaceAll(RECORDED_ORIGIN, site.origin);
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name, here(value)]),
  );
  const user = cookieUser(request.headers.Cookie ?? request.headers.cookie) ?? 0;
  if (headers['x-wp-nonce'] !== undefined) headers['x-wp-nonce'] = nonceOf(site, user);
  const body = withOwnSecrets(site, JSON.parse(here(JSON.stringify(response.body ?? null))) as unknown);
  return masked({ status: response.status, headers, body });
}

function withOwnSecrets(site: BetterMessagesEmulator, body: unknown): unknown {
  const nonce = nonceSchema.strict().safeParse(body);
  if (nonce.success) return { ...nonce.data, nonce: nonceOf(site, nonce.data.user_id) };
  const guest = guestSchema.passthrough().safeParse(body);
  if (!guest.success) return body;
  return { ...guest.data, secret: site.site.guests.get(guest.data.id)?.secret ?? guest.data.secret };
}
