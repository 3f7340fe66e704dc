import type { MessageMeta, StoredFile, StoredMessage, SystemNote } from '../model.ts';
import type { Site } from '../site.ts';
import { mysqlTime } from '../stamps.ts';

export function messageItem(site: Site, message: StoredMessage, viewer: number): Record<string, unknown> {
  return {
    thread_id: message.thread,
    sender_id: message.sender,
    message: message.text,
    created_at: message.created,
    updated_at: message.updated,
    temp_id: message.tempId,
    message_id: message.id,
    meta: metaItem(site, message),
    favorited: Number(site.store.favorites.has(`${String(viewer)}:${String(message.id)}`)),
  };
}

/** Polls show the time of day as well. */
export function changedMessageItem(
  site: Site,
  message: StoredMessage,
  viewer: number,
): Record<string, unknown> {
  return { ...messageItem(site, message, viewer), date_sent: mysqlTime(message.created) };
}

function metaItem(site: Site, { meta, pending }: StoredMessage): Record<string, unknown> {
  const files = meta.files.flatMap((id) => site.store.files.get(id) ?? []);
  return {
    ...(pending ? { isPending: true } : {}),
    ...(meta.lastEdit === undefined ? {} : { lastEdit: meta.lastEdit }),
    ...(site.settings.enableReactions ? { reactions: reactionItems(meta) } : {}),
    ...(meta.replyTo === undefined ? {} : { replyTo: meta.replyTo }),
    ...(meta.forwardedFrom === undefined ? {} : { forwardedFrom: meta.forwardedFrom }),
    ...(meta.forwardedFromUser === undefined ? {} : { forwardedFromUser: meta.forwardedFromUser }),
    ...(files.length === 0 ? {} : { files: files.map((file) => fileItem(site, file)) }),
    ...(meta.system ? { systemType: meta.system.type, systemData: systemData(meta.system) } : {}),
  };
}

/** By emoji, in the order in which the emoji came. */
export function reactionItems({ reactions }: MessageMeta): { reaction: string; users: number[] }[] {
  const byEmoji = new Map<string, number[]>();
  for (const [user, emoji] of reactions) {
    byEmoji.set(emoji, [...(byEmoji.get(emoji) ?? []), user]);
  }
  return Array.from(byEmoji, ([reaction, users]) => ({ reaction, users }));
}

function systemData({ first, users, extra, listed }: SystemNote): Record<string, unknown> {
  return { ...first, ...extra, ...(listed ? { users } : {}) };
}

export function fileItem(site: Site, file: StoredFile): Record<string, unknown> {
  const url = fileAddress(site, file);
  return {
    id: file.id,
    thumb: site.settings.attachmentsProxy || file.mimeType.startsWith('image/') ? url : false,
    url,
    mimeType: file.mimeType,
    name: file.name,
    size: file.bytes.length,
    ext: extension(file.name),
  };
}

function fileAddress(site: Site, file: StoredFile): string {
  return site.settings.attachmentsProxy
    ? `${site.origin}/wp-json/better-messages/v1/file/${String(file.id)}`
    : site.origin + publicPath(file);
}

/** Path of the file below the site's public uploads. */
export function publicPath({ at, thread, folder, name }: StoredFile): string {
  const month = mysqlTime(at).slice(0, 7).replace('-', '/');
  return `/wp-content/uploads/bp-better-messages/${month}/${String(thread)}/${folder}/${encodeURIComponent(name)}`;
}

export function extension(name: string): string {
  return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}
