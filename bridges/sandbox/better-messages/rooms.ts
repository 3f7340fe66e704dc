import type { Thread } from './model.ts';
import type { RoomSettings } from './room-settings.ts';
import { ROOM_DEFAULTS } from './room-settings.ts';
import type { Caller } from './sign-in.ts';
import type { Room, Site } from './site.ts';
import { roleOf } from './site.ts';

export function roomOf(site: Site, { room }: Thread): Room | undefined {
  return room === undefined ? undefined : site.rooms.get(room);
}

export function createRoom(site: Site, title: string, settings: Partial<RoomSettings> = {}): Room {
  const id = site.store.newPost();
  const thread = site.store.newThread({ subject: title, type: 'chat-room', room: id });
  const room: Room = { id, thread: thread.id, title, settings: { ...ROOM_DEFAULTS, ...settings } };
  site.rooms.set(id, room);
  return room;
}

export function roomThread(site: Site, room: Room): Thread {
  const thread = site.store.thread(room.thread);
  if (!thread) throw new Error(`no thread ${String(room.thread)}`);
  return thread;
}

/** Strangers may where guests may, because they can become one. */
export function mayJoin(site: Site, room: Room, caller: Caller): boolean {
  return caller.admin || room.settings.can_join.includes(roleOf(site, caller.id));
}

/** Whether the room is kept out of lists and polls. */
export function isHiddenRoom(site: Site, thread: Thread): boolean {
  return roomOf(site, thread)?.settings.hide_from_thread_list === '1';
}
