import type { Handler, Request } from '../access.ts';
import { administrator, anybody, nobody, signedIn, threadAccess } from '../access.ts';
import type { RestAnswer } from '../../wordpress/route.ts';
import { RestError } from '../../wordpress/error.ts';
import type { SiteSettings } from '../settings.ts';
import type { Site } from '../site.ts';
import * as admin from './admin.ts';
import * as changing from './changing.ts';
import { checkNew } from './check-new.ts';
import * as guests from './guests.ts';
import * as moderation from './moderation.ts';
import * as participants from './participants.ts';
import * as people from './people.ts';
import * as rooms from './rooms.ts';
import * as rows from './rows.ts';
import * as sending from './sending.ts';
import * as starting from './starting.ts';
import * as threads from './threads.ts';
import * as tus from './tus.ts';
import { upload, uploadAccess } from './uploads.ts';
import { saveUserSetting, userSettings } from './user-settings.ts';

type Permit = Handler['permit'];
export type Run = Handler['run'];
/** Path, methods with what each may and does, and the option without which the route does not exist. */
export type Entry = readonly [
  path: string,
  methods: Readonly<Record<string, readonly [Permit, Run]>>,
  when?: When,
];
export type When = (settings: SiteSettings) => boolean;

const ID = String.raw`(?P<id>\d+)`;
const THREAD = `thread/${ID}`;

function get(permit: Permit, run: Run): Entry[1] {
  return { GET: [permit, run] };
}
function post(permit: Permit, run: Run): Entry[1] {
  return { POST: [permit, run] };
}

const answer = (body: unknown) => (): RestAnswer => ({ body });
const notEmulated = (_site: Site, { route }: Request): RestAnswer => {
  throw new RestError(501, 'not_emulated', `The sandbox does not do ${route}.`);
};

/** The routes that the plugin shows in the index of its namespace. */
export const LISTED: readonly Entry[] = [
  ['stickers/manifest', get(signedIn, notEmulated), (s) => s.stickers],
  [`stickers/builtin/${ID}/send`, post(sending.replyAccess, notEmulated), (s) => s.stickers],
  ['gifs', get(signedIn, notEmulated), (s) => s.gifs],
  ['gifs/(?P<id>[A-Za-z0-9_-]+)/send', post(sending.replyAccess, notEmulated), (s) => s.gifs],
  ['blockUser', post(signedIn, people.setBlock(true)), (s) => s.allowUsersBlock],
  ['unblockUser', post(signedIn, people.setBlock(false)), (s) => s.allowUsersBlock],
  ['reactions/save', post(signedIn, changing.react), (s) => s.enableReactions],
  [
    `${THREAD}/makePinned`,
    post(
      threadAccess,
      rows.setRow((row) => (row.pinned = true)),
    ),
    (s) => s.pinnedThreads,
  ],
  [
    `${THREAD}/unmakePinned`,
    post(
      threadAccess,
      rows.setRow((row) => (row.pinned = false)),
    ),
    (s) => s.pinnedThreads,
  ],
  [`${THREAD}/pinMessage`, post(threadAccess, moderation.pinMessage), (s) => s.pinnedMessages],
  [`${THREAD}/unpinMessage`, post(threadAccess, moderation.unpinMessage), (s) => s.pinnedMessages],
  ['getUsers', { POST: [signedIn, people.activeUsers], GET: [anybody, people.getUsers] }],
  ['guests/register', post(guests.strangersOnly, guests.registerGuest)],
  ['guests/update', post(signedIn, guests.updateGuest)],
  ['sendTestEmail', post(administrator, notEmulated)],
  ['unsubscribe', get(anybody, notEmulated)],
  ['getChatRooms', get(anybody, rooms.getChatRooms)],
  [`chat/${ID}/join`, post(signedIn, rooms.joinRoom)],
  [`chat/${ID}/leave`, post(signedIn, rooms.leaveRoom)],
  ['admin/chat-rooms', { GET: [administrator, rooms.listRooms], POST: [administrator, rooms.newRoom] }],
  [
    `admin/chat-rooms/${ID}`,
    { POST: [administrator, rooms.updateRoom], DELETE: [administrator, notEmulated] },
  ],
  [
    `admin/chat-rooms/${ID}/participants`,
    {
      GET: [administrator, notEmulated],
      POST: [administrator, notEmulated],
      DELETE: [administrator, notEmulated],
    },
  ],
  [
    String.raw`admin/chat-rooms/(?P<id>\d+)/participants/(?P<user_id>-?\d+)`,
    { DELETE: [administrator, notEmulated] },
  ],
  [`admin/chat-rooms/${ID}/duplicate`, post(administrator, notEmulated)],
  [`admin/chat-rooms/${ID}/clear`, post(administrator, notEmulated)],
  [`${THREAD}/attachments`, get(threadAccess, people.attachments)],
  [`${THREAD}/upload`, post(uploadAccess, upload), (s) => s.attachmentsEnable],
  [String.raw`tus/(?P<thread_id>\d+)`, post(uploadAccess, tus.tusCreate), byTus],
  [
    String.raw`tus/(?P<thread_id>\d+)/(?P<upload_id>[a-f0-9-]+)`,
    { DELETE: [uploadAccess, tus.tusDelete] },
    byTus,
  ],
  [
    String.raw`tus(?:/(?P<thread_id>\d+))?(?:/(?P<upload_id>[a-f0-9-]+))?`,
    { OPTIONS: [anybody, answer(null)] },
    byTus,
  ],
  ['getEmojiData', get(anybody, notEmulated)],
  [
    'getBlockList',
    get(signedIn, (site) => ({ body: site.settings.badWordsList })),
    (s) => s.badWordsList.length > 0,
  ],
  ['threadsPicker', post(signedIn, people.threadsPicker), (s) => s.enableForwardMessages],
  [
    String.raw`message/(?P<message_id>\d+)/forward`,
    post(signedIn, sending.forward),
    (s) => s.enableForwardMessages,
  ],
  ['userSettings', get(signedIn, userSettings)],
  ['userSettings/save', post(signedIn, saveUserSetting)],
  ['search', post(signedIn, people.search)],
  [`${THREAD}/changeSubject`, post(threadAccess, participants.changeSubject)],
  [`${THREAD}/changeMeta`, post(threadAccess, participants.changeMeta)],
  [`${THREAD}/mentionsSuggestions`, post(threadAccess, participants.mentionsSuggestions)],
  [`${THREAD}/clearMessages`, post(threadAccess, moderation.clearMessages)],
  [`${THREAD}/erase`, post(threadAccess, moderation.erase)],
  [`${THREAD}/removeParticipant`, post(threadAccess, participants.removeParticipant)],
  [`${THREAD}/addParticipant`, post(threadAccess, participants.addParticipant)],
  [`${THREAD}/makeModerator`, post(threadAccess, moderation.makeModerator)],
  [`${THREAD}/unmakeModerator`, post(threadAccess, moderation.unmakeModerator)],
  [`${THREAD}/leaveThread`, post(threadAccess, participants.leaveThread)],
  ['pushNotifications/save', post(signedIn, notEmulated)],
  ['pushNotifications/delete', post(signedIn, notEmulated)],
  ['getFriends', get(signedIn, answer([]))],
  ['getGroups', get(signedIn, answer([]))],
  ['getCourses', get(signedIn, answer([]))],
  ['getFavorited', get(signedIn, rows.favorited)],
  [`${THREAD}/favorite`, post(threadAccess, rows.favorite)],
  ...bulkMessages(),
  ['ping', get(anybody, answer('pong'))],
  ['checkNew', post(signedIn, checkNew)],
  ['openThreads', post(signedIn, rows.openThreads)],
  ['markAllRead', get(signedIn, rows.markAllRead)],
  ['threads', { GET: [signedIn, threads.listThreads], POST: [signedIn, threads.listThreads] }],
  [THREAD, post(threadAccess, threads.readThread)],
  [`${THREAD}/searchParticipants`, post(threadAccess, participants.searchParticipants)],
  [`${THREAD}/loadMore`, post(threadAccess, threads.loadMore)],
  ['suggestions', get(signedIn, people.suggestions)],
  ['userSuggestions', get(signedIn, people.userSuggestions)],
  [
    `${THREAD}/mute`,
    post(
      threadAccess,
      rows.setRow((row) => (row.muted = true)),
    ),
    (s) => s.allowMuteThread,
  ],
  [
    `${THREAD}/unmute`,
    post(
      threadAccess,
      rows.setRow((row) => (row.muted = false)),
    ),
    (s) => s.allowMuteThread,
  ],
  ['thread/suggest', post(signedIn, starting.suggestThread)],
  ['getPrivateThread', post(signedIn, starting.getPrivateThread)],
  ['thread/new', post(signedIn, starting.newThread)],
  [`${THREAD}/send`, post(sending.replyAccess, sending.send)],
  [`${THREAD}/save`, post(sending.replyAccess, changing.edit)],
  [`${THREAD}/deleteMessages`, post(threadAccess, changing.deleteMessages)],
  [`${THREAD}/delete`, post(threadAccess, rows.archive)],
  [
    `${THREAD}/restore`,
    post(
      signedIn,
      rows.setRow((row) => (row.deleted = false)),
    ),
  ],
  ['lazyPool', post(signedIn, people.lazyPool)],
  ['publicProfiles', post(anybody, people.publicProfiles)],
  ['getUniqueConversation', post(nobody, notEmulated)],
  [`${THREAD}/muteUser`, post(threadAccess, moderation.muteUser)],
  [`${THREAD}/unmuteUser`, post(threadAccess, moderation.release('muted'))],
  [`${THREAD}/banUser`, post(threadAccess, moderation.banUser)],
  [`${THREAD}/unbanUser`, post(threadAccess, moderation.release('banned'))],
  [`${THREAD}/summarization`, { GET: [threadAccess, notEmulated], POST: [threadAccess, notEmulated] }],
  [`${THREAD}/summary`, post(threadAccess, notEmulated)],
  [`${THREAD}/digest-config`, { GET: [threadAccess, notEmulated], POST: [threadAccess, notEmulated] }],
  [`${THREAD}/digest`, post(threadAccess, notEmulated)],
  [`${THREAD}/ai-settings`, get(threadAccess, notEmulated)],
  ['getAIBots', get(anybody, admin.getBots)],
];

/** Routes that are there and not shown in the index. */
export const UNLISTED: readonly Entry[] = [
  [String.raw`ai/bots/(?P<id>-?\d+)/welcomeMessage`, get(signedIn, admin.welcomeMessage)],
  ['admin/getMessages', get(administrator, admin.getMessages)],
  ['admin/approveMessage', post(administrator, admin.approveMessage)],
  ['admin/deleteMessages', post(administrator, admin.adminDelete)],
  ['admin/ai/bots', { GET: [administrator, admin.listBots], POST: [administrator, admin.createBot] }],
  [`admin/ai/bots/${ID}`, { POST: [administrator, admin.updateBot], DELETE: [administrator, notEmulated] }],
];

function byTus(settings: SiteSettings): boolean {
  return settings.attachmentsEnable && settings.attachmentsUploadMethod === 'tus';
}

/** Mass mailing; there, but nothing a bridge needs. */
function bulkMessages(): Entry[] {
  const of = (path: string, method: 'GET' | 'POST'): Entry => [
    `bulkMessages${path}`,
    method === 'GET' ? get(administrator, notEmulated) : post(administrator, notEmulated),
  ];
  return [
    of('', 'GET'),
    of(`/${ID}/status`, 'GET'),
    of(`/previewMessage/${ID}`, 'GET'),
    of(`/${ID}/threads`, 'GET'),
    of(`/${ID}/followUpCounts`, 'GET'),
    ...[`/preview`, '/create', `/${ID}/pause`, `/${ID}/resume`, `/${ID}/cancel`].map((path) =>
      of(path, 'POST'),
    ),
    ...['/changeReport', '/deleteReport', '/upload', '/sendTest', `/${ID}/followUp`].map((path) =>
      of(path, 'POST'),
    ),
  ];
}
