import { showFile, showMessage } from './show.ts';
import type { Channel, SlackEvent, StoredMessage } from './model.ts';
import { TEAM } from './seed.ts';
import type { Workspace } from './workspace.ts';

type CreatedEvent = (workspace: Workspace, channel: Channel, message: StoredMessage) => SlackEvent;

const place = (channel: Channel): { channel: string; channel_type: string } => ({
  channel: channel.id,
  channel_type: channel.directWith !== undefined ? 'im' : channel.isPrivate ? 'group' : 'channel',
});

const created: CreatedEvent = (workspace, channel, message) => ({
  ...showMessage(workspace, message, { metadata: true }),
  type: 'message',
  team: TEAM.id,
  ...place(channel),
  event_ts: message.ts,
});

/** Inner events as the Events API sends them. */
export const eventOf = {
  created,
  changed: (
    workspace: Workspace,
    channel: Channel,
    now: StoredMessage,
    before: StoredMessage,
  ): SlackEvent => {
    const ts = workspace.nextTs();
    return {
      type: 'message',
      subtype: 'message_changed',
      hidden: true,
      ts,
      event_ts: ts,
      message: { ...showMessage(workspace, now, { metadata: true }), source_team: TEAM.id },
      previous_message: showMessage(workspace, before, { metadata: true }),
      ...place(channel),
    };
  },
  deleted: (workspace: Workspace, channel: Channel, before: StoredMessage): SlackEvent => {
    const ts = workspace.nextTs();
    return {
      type: 'message',
      subtype: 'message_deleted',
      hidden: true,
      ts,
      event_ts: ts,
      deleted_ts: before.ts,
      previous_message: showMessage(workspace, before, { metadata: true }),
      ...place(channel),
    };
  },
  reacted: (
    workspace: Workspace,
    channel: Channel,
    message: StoredMessage,
    user: string,
    reaction: string,
    removed: boolean,
  ): SlackEvent => ({
    type: removed ? 'reaction_removed' : 'reaction_added',
    user,
    reaction,
    item: { type: 'message', channel: channel.id, ts: message.ts },
    ...(message.user === undefined ? {} : { item_user: message.user }),
    event_ts: workspace.nextTs(),
  }),
  fileShared: (workspace: Workspace, channel: Channel, fileId: string): SlackEvent => {
    const file = workspace.files.get(fileId);
    return {
      type: 'file_shared',
      file_id: fileId,
      channel_id: channel.id,
      ...(file ? { user_id: file.user, file: { id: showFile(workspace, file).id } } : {}),
      event_ts: workspace.nextTs(),
    };
  },
};
