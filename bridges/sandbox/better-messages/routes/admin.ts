import { RestError } from '../../wordpress/error.ts';
import { isRecord, toInt } from '../../wordpress/php.ts';
import type { RestAnswer } from '../../wordpress/route.ts';
import type { Request } from '../access.ts';
import { forbidden } from '../access.ts';
import { remove } from '../actions/write.ts';
import { touchAll } from '../actions/touch.ts';
import { BOT_DEFAULTS } from '../bot-settings.ts';
import type { StoredMessage } from '../model.ts';
import { participantsOf } from '../members.ts';
import type { Bot, Site } from '../site.ts';
import { nameOf } from '../site.ts';
import { mysqlTime } from '../stamps.ts';
import { plainLine } from '../text.ts';
import { avatar, userItem } from '../views/user.ts';
import { textOf } from './sending.ts';
import { ids } from './threads.ts';

const PAGE = 20;

/** All messages of the site, newest first, the texts as a page shows them. */
export function getMessages(site: Site, { params, caller }: Request): RestAnswer {
  const page = Math.max(1, toInt(params.page ?? 1));
  const wanted = textOf(params.search).toLowerCase();
  const some = ids(params.message_ids);
  const all = [...site.store.messages()]
    .filter(({ id, sender, thread, text }) => {
      if (params.sender_id !== undefined && sender !== toInt(params.sender_id)) return false;
      if (params.thread_id !== undefined && thread !== toInt(params.thread_id)) return false;
      return text.toLowerCase().includes(wanted) && (some.size === 0 || some.has(id));
    })
    .filter(({ pending }) => params.pending === undefined || pending)
    .sort((a, b) => b.id - a.id);
  const pending = [...site.store.messages()].filter((message) => message.pending).length;
  return {
    body: {
      total: all.length,
      page,
      perPage: PAGE,
      pages: Math.ceil(all.length / PAGE),
      messages: all
        .slice((page - 1) * PAGE, page * PAGE)
        .map((message) => adminMessage(site, message, caller.id)),
      reported: 0,
      pending,
    },
  };
}

function adminMessage(site: Site, message: StoredMessage, viewer: number): Record<string, unknown> {
  const thread = site.store.thread(message.thread);
  const people = thread ? participantsOf(site, thread) : [];
  const others = people.filter((id) => id !== message.sender);
  const [receiver] = others;
  const system = message.sender === 0;
  return {
    id: String(message.id),
    sender: system
      ? { id: '0', user_id: 0, name: 'System', avatar: avatar(site, -1), url: false }
      : userItem(site, message.sender, viewer),
    thread_id: String(message.thread),
    message: system ? `<em>${spoken(message)}</em>` : message.text,
    time: mysqlTime(message.created),
    view_link: `#/conversation/${String(message.thread)}?&scrollToContainer`,
    participants: people.length,
    ...(people.length === 2 && receiver !== undefined ? { receiver: userItem(site, receiver, viewer) } : {}),
    ...(system
      ? {}
      : {
          sender_whitelisted: false,
          sender_blacklisted: false,
          sender_thread_whitelisted: false,
          sender_thread_blacklisted: false,
        }),
  };
}

const SPOKEN: Readonly<Record<string, string>> = {
  user_joined: 'joined the conversation',
  user_left: 'left the conversation',
  user_kicked: 'was removed',
  user_muted: 'was muted',
  user_banned: 'was banned',
  user_promoted: 'was promoted to moderator',
  user_demoted: 'is no longer moderator',
  subject_changed: 'changed the subject',
  history_cleared: 'cleared the history',
};

function spoken({ meta }: StoredMessage): string {
  const names = meta.system?.users.map(({ user_name }) => user_name).join(', ') ?? '';
  return `${names} ${SPOKEN[meta.system?.type ?? ''] ?? ''}`.trim();
}

/** The message appears with the present as its time. */
export function approveMessage(site: Site, { params, caller }: Request): RestAnswer {
  const message = site.store.message(toInt(params.messageId));
  const thread = message && site.store.thread(message.thread);
  if (!message || !thread) throw forbidden(caller, 'Message not found');
  message.pending = false;
  message.created = site.stamps.next();
  message.updated = message.created;
  site.store.reorder(thread);
  touchAll(site, thread);
  site.changed(thread.id);
  return { body: true };
}

export function adminDelete(site: Site, { params }: Request): RestAnswer {
  for (const id of ids(params.messageIds)) {
    const message = site.store.message(id);
    const thread = message && site.store.thread(message.thread);
    if (message && thread) remove(site, thread, message);
  }
  return { body: true };
}

/** A new bot is off whatever its settings say, until it is saved again. */
export function createBot(site: Site, { params }: Request): RestAnswer {
  const guest = site.guests.size + 1;
  const id = site.store.newPost();
  const name = plainLine(textOf(params.name));
  site.guests.set(guest, { id: guest, name, secret: '', active: 0, bot: id });
  const bot: Bot = { id, guest, name, settings: BOT_DEFAULTS };
  site.bots.set(id, bot);
  return { body: botObject(bot) };
}

export function updateBot(site: Site, { params }: Request): RestAnswer {
  const bot = site.bots.get(toInt(params.id));
  const guest = bot && site.guests.get(bot.guest);
  if (!bot || !guest) throw new RestError(404, 'rest_not_found', 'Bot not found');
  if (params.name !== undefined) bot.name = guest.name = plainLine(textOf(params.name));
  if (isRecord(params.settings)) bot.settings = { ...BOT_DEFAULTS, ...params.settings };
  return { body: botObject(bot) };
}

export function listBots(site: Site): RestAnswer {
  return { body: [...site.bots.values()].map(botObject) };
}

function botObject({ id, name, guest, settings }: Bot): Record<string, unknown> {
  return { id, name, botUserId: -guest, avatarId: 0, avatarUrl: '', settings };
}

/** Bots that answer, for everybody. */
export function getBots(site: Site): RestAnswer {
  return {
    body: [...site.bots.values()]
      .filter(({ settings }) => settings.enabled === '1')
      .map(({ guest }) => ({
        bot_user_id: -guest,
        name: nameOf(site, -guest),
        avatar: avatar(site, -guest),
        url: false,
        thread_id: 0,
      })),
  };
}

export function welcomeMessage(site: Site, { params }: Request): RestAnswer {
  const bot = [...site.bots.values()].find(({ guest }) => -guest === toInt(params.id));
  return { body: { welcomeMessage: bot?.settings.welcomeMessage ?? '' } };
}
