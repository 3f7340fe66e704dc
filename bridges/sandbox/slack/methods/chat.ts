import type { StoredMessage } from '../model.ts';
import { SlackFailure } from '../model.ts';
import { showMessage } from '../show.ts';
import { normalize } from '../typed.ts';
import type { NewMessage } from '../workspace.ts';
import type { Call, Methods } from './call.ts';

const MAX_TEXT = 40_000;

/** Posting, changing and deleting as an app. */
export const chatMethods: Methods = {
  'chat.postMessage': {
    scopes: ['chat:write'],
    run: (call) => {
      const channel = call.writable();
      const thread = call.text('thread_ts');
      if (thread !== undefined && !channel.messages.some((message) => message.ts === thread)) {
        throw new SlackFailure('thread_not_found');
      }
      const message = call.workspace.post(channel, newMessage(call, thread));
      return {
        channel: channel.id,
        ts: message.ts,
        message: showMessage(call.workspace, message, { metadata: true }),
        ...cutWarning(call),
      };
    },
  },
  'chat.update': {
    scopes: ['chat:write'],
    run: (call) => {
      const channel = call.writable();
      const message = call.workspace.message(channel, call.need('ts'));
      if (message.bot_id !== call.app.botId) throw new SlackFailure('cant_update_message');
      const metadata = metadataOf(call);
      const patch = { text: textOf(call), ...(metadata === undefined ? {} : { metadata }) };
      const updated = call.workspace.edit(channel, message.ts, call.app.userId, patch);
      return {
        channel: channel.id,
        ts: updated.ts,
        text: updated.text,
        message: showMessage(call.workspace, updated, { metadata: true }),
        ...cutWarning(call),
      };
    },
  },
  'chat.delete': {
    scopes: ['chat:write'],
    run: (call) => {
      const channel = call.joined();
      const message = call.workspace.message(channel, call.need('ts'));
      if (message.bot_id !== call.app.botId) throw new SlackFailure('cant_delete_message');
      call.workspace.remove(channel, message.ts);
      return { channel: channel.id, ts: message.ts };
    },
  },
  'chat.getPermalink': {
    scopes: [],
    run: (call) => {
      const channel = call.channel();
      const { ts } = call.workspace.message(channel, call.need('message_ts'));
      return {
        channel: channel.id,
        permalink: `https://sandbox.invalid/archives/${channel.id}/p${ts.replace('.', '')}`,
      };
    },
  },
};

function newMessage(call: Call, thread: string | undefined): NewMessage {
  const username = call.text('username');
  const icon = call.text('icon_url');
  const metadata = metadataOf(call);
  const customized = username !== undefined || icon !== undefined;
  if (customized && !call.app.scopes.includes('chat:write.customize')) {
    throw new SlackFailure('missing_scope', {
      needed: 'chat:write.customize',
      provided: call.app.scopes.join(','),
    });
  }
  return {
    text: textOf(call),
    bot_id: call.app.botId,
    app_id: call.app.id,
    // A post under another name has no user of its own.
    ...(customized
      ? {
          subtype: 'bot_message',
          username: username ?? call.app.name,
          ...(icon === undefined ? {} : { icons: { image_48: icon } }),
        }
      : { user: call.app.userId }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(thread === undefined ? {} : { thread_ts: thread }),
    ...(thread !== undefined && call.flag('reply_broadcast') ? { subtype: 'thread_broadcast' } : {}),
  };
}

function textOf(call: Call): string {
  const text = call.text('text');
  if (text === undefined || text.trim() === '') throw new SlackFailure('no_text');
  return normalize(text);
}

function metadataOf(call: Call): StoredMessage['metadata'] {
  const metadata = call.json('metadata');
  if (metadata === undefined) return undefined;
  const isRight =
    typeof metadata === 'object' &&
    metadata !== null &&
    'event_type' in metadata &&
    'event_payload' in metadata;
  if (!isRight) throw new SlackFailure('metadata_must_be_sent_with_event_type_and_event_payload');
  return metadata;
}

function cutWarning(call: Call): Record<string, unknown> {
  if ((call.text('text')?.length ?? 0) <= MAX_TEXT) return {};
  return { warning: 'message_truncated', response_metadata: { warnings: ['message_truncated'] } };
}
