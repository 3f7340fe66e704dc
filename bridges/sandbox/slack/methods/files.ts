import { z } from 'zod';
import { eventOf } from '../events.ts';
import type { Channel } from '../model.ts';
import { SlackFailure } from '../model.ts';
import { servedAt, showFile } from '../show.ts';
import { normalize } from '../typed.ts';
import type { Call, Methods } from './call.ts';

const listSchema = z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1);
const MIME: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  txt: 'text/plain',
  pdf: 'application/pdf',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  mp4: 'video/mp4',
};

/** The three steps of an upload, of which the middle one is a plain POST to the address of the first. */
export const fileMethods: Methods = {
  'files.getUploadURLExternal': {
    scopes: ['files:write'],
    run: (call) => {
      const name = call.need('filename');
      call.need('length');
      const mimetype = mimeTypeOf(name);
      const file = call.workspace.addFile({ name, title: name, mimetype, user: call.app.userId });
      return { upload_url: `${servedAt.get(call.workspace) ?? ''}/upload/v1/${file.id}`, file_id: file.id };
    },
  },
  'files.completeUploadExternal': {
    scopes: ['files:write'],
    run: (call) => {
      const listed = listSchema.safeParse(call.json('files'));
      if (!listed.success) throw new SlackFailure('invalid_arguments');
      const files = listed.data.map(({ id }) => {
        const file = call.workspace.files.get(id);
        if (!file || file.bytes.length === 0) throw new SlackFailure('file_not_found');
        return file;
      });
      const channelId = call.text('channel_id');
      if (channelId !== undefined)
        share(
          call,
          writable(call, channelId),
          files.map(({ id }) => id),
        );
      return { files: files.map((file) => showFile(call.workspace, file)) };
    },
  },
  'files.info': {
    scopes: ['files:read'],
    run: (call) => {
      const file = call.workspace.files.get(call.need('file'));
      if (!file) throw new SlackFailure('file_not_found');
      return { file: showFile(call.workspace, file) };
    },
  },
};

export function mimeTypeOf(name: string): string {
  return MIME[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}

function writable(call: Call, id: string): Channel {
  const channel = call.workspace.channel(id);
  if (!channel.members.has(call.app.userId)) throw new SlackFailure('not_in_channel');
  if (channel.isArchived) throw new SlackFailure('is_archived');
  return channel;
}

function share(call: Call, channel: Channel, files: readonly string[]): void {
  const { workspace, app } = call;
  const thread = call.text('thread_ts');
  const message = workspace.post(channel, {
    subtype: 'file_share',
    user: app.userId,
    bot_id: app.botId,
    app_id: app.id,
    text: normalize(call.text('initial_comment') ?? ''),
    files,
    ...(thread === undefined ? {} : { thread_ts: thread }),
  });
  for (const id of files) {
    workspace.files.get(id)?.shares.push({ channel: channel.id, ts: message.ts });
    workspace.onEvent(eventOf.fileShared(workspace, channel, id), channel.id);
  }
}
