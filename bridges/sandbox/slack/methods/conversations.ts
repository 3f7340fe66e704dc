import type { Channel, StoredMessage } from '../model.ts';
import { SlackFailure } from '../model.ts';
import { TEAM } from '../seed.ts';
import { showMessage } from '../show.ts';
import type { Call, Methods } from './call.ts';
import { page } from './call.ts';

/** Channels, their members, and what was said in them. */
export const conversationMethods: Methods = {
  'conversations.list': {
    scopes: ['channels:read'],
    run: (call) => {
      const types = (call.text('types') ?? 'public_channel').split(',');
      if (types.includes('private_channel') && !call.app.scopes.includes('groups:read')) {
        throw new SlackFailure('missing_scope', {
          needed: 'groups:read',
          provided: call.app.scopes.join(','),
        });
      }
      const wanted = [...call.workspace.channels.values()].filter(
        (channel) =>
          types.includes(typeOf(channel)) && !(call.flag('exclude_archived') && channel.isArchived),
      );
      const channels = page(wanted, call, 100, ({ id }) => id);
      return {
        channels: channels.items.map((channel) => showChannel(channel, call)),
        response_metadata: { next_cursor: channels.next },
      };
    },
  },
  'conversations.info': {
    scopes: ['channels:read'],
    run: (call) => ({ channel: showChannel(call.channel(), call) }),
  },
  'conversations.members': {
    scopes: ['channels:read'],
    run: (call) => {
      const members = page([...call.channel().members], call, 100, (id) => id);
      return { members: members.items, response_metadata: { next_cursor: members.next } };
    },
  },
  'conversations.join': {
    scopes: ['channels:join'],
    run: (call) => {
      const channel = call.channel();
      if (channel.isArchived) throw new SlackFailure('is_archived');
      call.workspace.join(channel, call.app.userId);
      return { channel: showChannel(channel, call) };
    },
  },
  'conversations.open': {
    scopes: ['im:write'],
    run: (call) => ({ channel: { id: open(call).id } }),
  },
  'conversations.history': {
    scopes: ['channels:history'],
    run: (call) => {
      const all = call
        .joined()
        .messages.filter(
          (message) =>
            (message.thread_ts === undefined ||
              message.thread_ts === message.ts ||
              message.subtype === 'thread_broadcast') &&
            isWithin(message, call),
        );
      return show(all.reverse(), call);
    },
  },
  'conversations.replies': {
    scopes: ['channels:history'],
    run: (call) => {
      const ts = call.need('ts');
      const channel = call.joined();
      const root = channel.messages.find((message) => message.ts === ts);
      if (!root) throw new SlackFailure('thread_not_found');
      const rootTs = root.thread_ts ?? root.ts;
      const answers = channel.messages.filter(
        (message) => message.thread_ts === rootTs && message.ts !== rootTs && isWithin(message, call),
      );
      const parent = channel.messages.filter((message) => message.ts === rootTs);
      return show(rootTs === ts ? [...parent, ...answers] : [root], call);
    },
  },
};

function isWithin(message: StoredMessage, call: Call): boolean {
  const oldest = call.text('oldest') ?? '0';
  const latest = call.text('latest') ?? '99999999999';
  const inclusive = call.flag('inclusive');
  const after = inclusive ? message.ts >= pad(oldest) : message.ts > pad(oldest);
  return after && (inclusive ? message.ts <= pad(latest) : message.ts < pad(latest));
}

/** `ts` values have ten digits before the point until the year 2286, so they compare as strings. */
function pad(ts: string): string {
  const [seconds = '0', micros = ''] = ts.split('.');
  return `${seconds.padStart(10, '0')}.${micros.padEnd(6, '0')}`;
}

function show(messages: readonly StoredMessage[], call: Call): Record<string, unknown> {
  const part = page(messages, call, 100, ({ ts }) => ts);
  const metadata = call.flag('include_all_metadata');
  return {
    messages: part.items.map((message) => showMessage(call.workspace, message, { metadata })),
    has_more: part.next !== '',
    pin_count: 0,
    ...(part.next === '' ? {} : { response_metadata: { next_cursor: part.next } }),
  };
}

function open(call: Call): Channel {
  const user = call.need('users');
  if (!call.workspace.users.has(user)) throw new SlackFailure('user_not_found');
  const known = [...call.workspace.channels.values()].find((channel) => channel.directWith === user);
  if (known) return known;
  const channel: Channel = {
    id: call.workspace.nextId('D'),
    name: '',
    isPrivate: true,
    directWith: user,
    isArchived: false,
    created: Math.floor(call.workspace.clock.now() / 1000),
    members: new Set([user, call.app.userId]),
    messages: [],
  };
  call.workspace.channels.set(channel.id, channel);
  return channel;
}

function typeOf(channel: Channel): string {
  if (channel.directWith !== undefined) return 'im';
  return channel.isPrivate ? 'private_channel' : 'public_channel';
}

function showChannel(channel: Channel, call: Call): Record<string, unknown> {
  const type = typeOf(channel);
  if (type === 'im')
    return { id: channel.id, is_im: true, user: channel.directWith, created: channel.created };
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: type === 'public_channel',
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: channel.isPrivate,
    is_archived: channel.isArchived,
    is_general: channel.name === 'general',
    is_member: channel.members.has(call.app.userId),
    created: channel.created,
    context_team_id: TEAM.id,
    num_members: channel.members.size,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  };
}
