import { isRecord, toInt } from '../../wordpress/php.ts';
import type { RestAnswer } from '../../wordpress/route.ts';
import { RestError } from '../../wordpress/error.ts';
import type { Request } from '../access.ts';
import { addSystemMessage } from '../actions/system.ts';
import { touchAll } from '../actions/touch.ts';
import { participantsOf } from '../members.ts';
import type { RoomSettings } from '../room-settings.ts';
import { ROOM_DEFAULTS } from '../room-settings.ts';
import { createRoom, mayJoin, roomThread } from '../rooms.ts';
import type { Room, Site } from '../site.ts';
import { plainLine } from '../text.ts';
import { threadItem } from '../views/thread.ts';
import { textOf } from './sending.ts';
import { takeOut } from './participants.ts';

/** Rooms that the caller joined or may join. */
export function getChatRooms(site: Site, { params, caller }: Request): RestAnswer {
  const search = textOf(params.search).toLowerCase();
  const page = Math.max(1, toInt(params.page ?? 1));
  const perPage = Math.max(1, toInt(params.per_page ?? 20));
  const found = [...site.rooms.values()].filter((room) => {
    const joined = site.store.row(roomThread(site, room), caller.id) !== undefined;
    return (joined || mayJoin(site, room, caller)) && room.title.toLowerCase().includes(search);
  });
  const items = found.slice((page - 1) * perPage, page * perPage).map((room) => {
    const thread = roomThread(site, room);
    const people = participantsOf(site, thread).sort((a, b) => a - b);
    const joined = site.store.row(thread, caller.id) !== undefined;
    return {
      chat_id: room.id,
      thread_id: room.thread,
      title: room.title,
      image: '',
      isJoined: Number(joined),
      canJoin: Number(mayJoin(site, room, caller)),
      memberCount: people.length,
      participants: joined ? packed(people) : [],
      showOnline: 0,
      ephemeral: 0,
    };
  });
  return { body: { items, page, perPage, hasMore: found.length > page * perPage } };
}

/** Three and more numbers in a row become the first and the last of them. */
function packed(sorted: readonly number[]): (number | [number, number])[] {
  const runs: [number, number][] = [];
  for (const id of sorted) {
    const run = runs.at(-1);
    if (run?.[1] === id - 1) run[1] = id;
    else runs.push([id, id]);
  }
  return runs.flatMap(([first, last]): (number | [number, number])[] => {
    if (last - first > 1) return [[first, last]];
    return first === last ? [first] : [first, last];
  });
}

/** Answers 200 in every case; `result` tells whether anything came of it. */
export function joinRoom(site: Site, request: Request): RestAnswer {
  return moveRoom(site, request, (room) => {
    const thread = roomThread(site, room);
    const bannedUntil = thread.banned.get(request.caller.id) ?? 0;
    if (site.store.row(thread, request.caller.id) || !mayJoin(site, room, request.caller)) return false;
    if (bannedUntil > site.stamps.seconds()) return false;
    addToRoom(site, room, request.caller.id);
    return true;
  });
}

export function addToRoom(site: Site, room: Room, user: number): void {
  const thread = roomThread(site, room);
  site.store.addRow(thread, user, 0, site.stamps.mark());
  addSystemMessage(site, thread, 'user_joined', user);
  touchAll(site, thread);
  site.changed(thread.id);
}

export function leaveRoom(site: Site, request: Request): RestAnswer {
  return moveRoom(site, request, (room) => {
    const thread = roomThread(site, room);
    if (!site.store.row(thread, request.caller.id)) return false;
    addSystemMessage(site, thread, 'user_left', request.caller.id);
    takeOut(site, thread, request.caller.id);
    return true;
  });
}

function moveRoom(site: Site, { params, caller }: Request, move: (room: Room) => boolean): RestAnswer {
  const room = site.rooms.get(toInt(params.id));
  const result = room !== undefined && move(room);
  const threads = room ? [threadItem(site, roomThread(site, room), caller)] : [];
  return { body: { threads, users: [], messages: [], serverTime: site.stamps.reading(), result } };
}

export function listRooms(site: Site): RestAnswer {
  return { body: [...site.rooms.values()].map((room) => roomObject(site, room)) };
}

export function newRoom(site: Site, { params }: Request): RestAnswer {
  return { body: roomObject(site, createRoom(site, plainLine(textOf(params.title)))) };
}

/** Settings that are given take the place of all there were. */
export function updateRoom(site: Site, { params }: Request): RestAnswer {
  const room = site.rooms.get(toInt(params.id));
  if (!room) throw new RestError(404, 'rest_forbidden', 'Chat room not found');
  if (isRecord(params.settings)) {
    const given: Partial<RoomSettings> = params.settings;
    room.settings = { ...ROOM_DEFAULTS, ...given };
  }
  if (params.title !== undefined) {
    room.title = plainLine(textOf(params.title));
    roomThread(site, room).subject = room.title;
  }
  touchAll(site, roomThread(site, room));
  return { body: roomObject(site, room) };
}

function roomObject(site: Site, room: Room): Record<string, unknown> {
  const thread = roomThread(site, room);
  return {
    id: room.id,
    title: room.title,
    status: 'publish',
    threadId: room.thread,
    inboxUrl: `#/conversation/${String(room.thread)}?&scrollToContainer`,
    imageId: 0,
    imageUrl: '',
    settings: room.settings,
    moderators: [...thread.moderators],
    messageCount: thread.messages.length,
    autoCleanupNext: null,
    autoCleanupLast: null,
  };
}
