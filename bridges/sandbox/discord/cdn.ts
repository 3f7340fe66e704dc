import { createHmac, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import type { Guild } from './guild.ts';
import type { StoredAttachment } from './model.ts';
import { picture } from './picture.ts';

/** How long an address of an attachment works. */
const WORKS_MS = 24 * 60 * 60 * 1000;
const SECRET = 'sandbox-cdn';

/** A signed address that expires: `ex` and `is` are hexadecimal seconds, `hm` the signature, as on the real one. */
export function attachmentAddress(guild: Guild, channelId: string, attachment: StoredAttachment): string {
  const path = `/attachments/${channelId}/${attachment.id}/${attachment.filename}`;
  const now = guild.clock.now();
  const is = Math.floor(now / 1000).toString(16);
  const ex = Math.floor((now + WORKS_MS) / 1000).toString(16);
  return `${guild.origin}${path}?ex=${ex}&is=${is}&hm=${signature(path, ex, is)}&`;
}

/** The same address, working again for a day; another address stays as it is. */
export function refreshedAddress(guild: Guild, url: string): string {
  const [, channelId = '', id = ''] = /\/attachments\/(\d+)\/(\d+)\//.exec(url) ?? [];
  const found = findAttachment(guild, channelId, id);
  return found ? attachmentAddress(guild, channelId, found) : url;
}

/** Files and pictures, which anybody may fetch who has the address. */
export function cdn(guild: Guild): Hono {
  const app = new Hono();
  app.get('/attachments/:channel/:attachment/:name', (c) => {
    const { ex = '', is = '', hm = '' } = c.req.query();
    const isSigned = isEqual(hm, signature(c.req.path, ex, is));
    const bytes = findAttachment(guild, c.req.param('channel'), c.req.param('attachment'));
    if (!isSigned || !bytes || parseInt(ex, 16) * 1000 <= guild.clock.now()) {
      return c.text('This content is no longer available.', 404);
    }
    return c.body(Uint8Array.from(bytes.bytes), 200, { 'content-type': bytes.contentType });
  });
  app.get('/avatars/:user/:file', (c) => {
    const user = guild.users.get(c.req.param('user'));
    const hash = c.req.param('file').replace(/\.(png|jpg|webp)$/, '');
    if (user?.avatar === hash) {
      return c.body(picture(user.color), 200, {
        'content-type': 'image/png',
        'cache-control': 'max-age=3600',
      });
    }
    const address = guild.pictures.get(hash);
    return address === undefined ? c.notFound() : c.redirect(address);
  });
  app.get('/embed/avatars/:file', (c) =>
    c.body(picture('#5865f2'), 200, { 'content-type': 'image/png', 'cache-control': 'max-age=3600' }),
  );
  return app;
}

function findAttachment(guild: Guild, channelId: string, id: string): StoredAttachment | undefined {
  for (const { attachments } of guild.channels.get(channelId)?.messages ?? []) {
    const found = attachments.find((one) => one.id === id);
    if (found) return found;
  }
  return undefined;
}

function signature(path: string, ex: string, is: string): string {
  return createHmac('sha256', SECRET).update(`${path} ${ex} ${is}`).digest('hex');
}

function isEqual(given: string, right: string): boolean {
  return given.length === right.length && timingSafeEqual(Buffer.from(given), Buffer.from(right));
}
