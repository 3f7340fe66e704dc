import type { StoredFile, StoredMessage } from './model.ts';
import { TEAM } from './seed.ts';
import type { Workspace } from './workspace.ts';

/** Where the workspace is served; set once the port is known. */
export const servedAt = new WeakMap<Workspace, string>();

type Shown = Record<string, unknown>;

/** A message as the Web API and the Events API show it. Metadata is left out unless it is asked for. */
export function showMessage(
  workspace: Workspace,
  message: StoredMessage,
  options: { metadata: boolean },
): Shown {
  const { metadata, files, reactions, ...rest } = message;
  return {
    ...rest,
    team: TEAM.id,
    ...(message.bot_id === undefined ? {} : { bot_profile: botProfile(workspace, message.bot_id) }),
    ...(options.metadata && metadata !== undefined ? { metadata } : {}),
    ...(files ? { files: files.map((id) => fileOf(workspace, id)), upload: false } : {}),
    ...(reactions && reactions.length > 0
      ? { reactions: reactions.map(({ name, users }) => ({ name, users, count: users.length })) }
      : {}),
  };
}

export function showFile(workspace: Workspace, file: StoredFile): Shown {
  const origin = servedAt.get(workspace) ?? '';
  const url = `${origin}/files-pri/${TEAM.id}-${file.id}/${encodeURIComponent(file.name)}`;
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: file.name.split('.').at(-1) ?? '',
    user: file.user,
    mode: 'hosted',
    is_external: false,
    size: file.bytes.length,
    url_private: url,
    url_private_download: `${url}?download=1`,
    permalink: `${origin}/files/${file.user}/${file.id}`,
    shares: { public: sharesOf(file) },
  };
}

export function avatarUrl(workspace: Workspace, userId: string): string {
  return `${servedAt.get(workspace) ?? ''}/avatars/${userId}.png`;
}

function fileOf(workspace: Workspace, id: string): Shown {
  const file = workspace.files.get(id);
  return file ? showFile(workspace, file) : { id, mode: 'tombstone' };
}

function sharesOf(file: StoredFile): Record<string, { ts: string }[]> {
  const shares: Record<string, { ts: string }[]> = {};
  for (const { channel, ts } of file.shares) (shares[channel] ??= []).push({ ts });
  return shares;
}

function botProfile(workspace: Workspace, botId: string): Shown {
  const app = workspace.apps.find((candidate) => candidate.botId === botId);
  return {
    id: botId,
    deleted: false,
    name: app?.name ?? botId,
    app_id: app?.id ?? '',
    team_id: TEAM.id,
    icons: { image_48: app ? avatarUrl(workspace, app.userId) : '' },
  };
}
