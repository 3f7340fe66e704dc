import type { EmulatedMessage, SaidFile, SayInput } from '../kit/index.ts';
import { sha256 } from '../kit/index.ts';
import { EMOJI_BY_CHARACTER, EMOJI_BY_NAME } from './emoji.ts';
import type { Channel, SlackUser, StoredFile, StoredMessage } from './model.ts';
import { nameOf } from './model.ts';
import type { Directory } from './shown.ts';
import { shown } from './shown.ts';
import type { Names } from './typed.ts';
import { compose } from './typed.ts';
import type { Workspace } from './workspace.ts';

/** What people do in the workspace's own client. */
export class People {
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  say(input: SayInput): { id: string } {
    const channel = this.#channelOf(input.conversation, input.as);
    const files = (input.files ?? []).map((file) => this.#upload(input.as, file));
    const message = this.#workspace.post(channel, {
      user: input.as,
      client_msg_id: crypto.randomUUID(),
      ...compose(this.#withHandles(input), this.#names()),
      ...(files.length > 0 ? { subtype: 'file_share', files: files.map(({ id }) => id) } : {}),
      ...(input.replyTo === undefined ? {} : { thread_ts: this.#rootOf(channel, input.replyTo) }),
    });
    for (const file of files) file.shares.push({ channel: channel.id, ts: message.ts });
    if (message.text.includes('<http')) this.#workspace.unfurl(channel, message);
    return { id: message.ts };
  }

  edit(input: { conversation: string; id: string; as: string; text: string }): void {
    const channel = this.#channelOf(input.conversation, input.as);
    this.#own(channel, input.id, input.as);
    this.#workspace.edit(channel, input.id, input.as, compose(input.text, this.#names()));
  }

  delete(input: { conversation: string; id: string; as: string }): void {
    const channel = this.#channelOf(input.conversation, input.as);
    this.#own(channel, input.id, input.as);
    this.#workspace.remove(channel, input.id);
  }

  react(input: { conversation: string; id: string; as: string; emoji: string; remove?: boolean }): void {
    const channel = this.#channelOf(input.conversation, input.as);
    const name = EMOJI_BY_CHARACTER.get(input.emoji) ?? input.emoji.replaceAll(':', '');
    this.#workspace.react(channel, input.id, input.as, name, input.remove ?? false);
  }

  read(conversation: string): EmulatedMessage[] {
    const channel = this.#workspace.channel(conversation);
    return channel.messages
      .filter(({ subtype }) => subtype !== 'tombstone')
      .map((message) => this.#show(message));
  }

  #show(message: StoredMessage): EmulatedMessage {
    const workspace = this.#workspace;
    const author = message.user ?? message.bot_id ?? '';
    const files = (message.files ?? []).flatMap((id) => workspace.files.get(id) ?? []);
    const mentions = [...message.text.matchAll(/<@([A-Z0-9]+)/g)].map((match) => match[1] ?? '');
    const picture = message.icons?.['image_48'];
    return {
      id: message.ts,
      author,
      authorName: message.username ?? personName(workspace.users.get(author)) ?? author,
      own: message.bot_id === workspace.parley.botId,
      stored: message.text,
      shown: shown(message, this.#directory()),
      sentAt: new Date(Number(message.ts) * 1000).toISOString(),
      edited: message.edited !== undefined,
      ...(typeof picture === 'string' ? { authorPicture: picture } : {}),
      ...(mentions.length > 0 ? { mentions } : {}),
      ...(message.thread_ts === undefined || message.thread_ts === message.ts
        ? {}
        : { replyTo: message.thread_ts }),
      ...(message.reactions && message.reactions.length > 0
        ? {
            reactions: message.reactions.map(({ name, users }) => ({
              emoji: EMOJI_BY_NAME.get(name) ?? `:${name}:`,
              by: users,
            })),
          }
        : {}),
      ...(files.length > 0
        ? {
            attachments: files.map(({ name, mimetype, bytes }) => ({
              name,
              mimeType: mimetype,
              size: bytes.length,
              sha256: sha256(bytes),
            })),
          }
        : {}),
    };
  }

  #upload(user: string, { name, mimeType, bytes }: SaidFile): StoredFile {
    const file = this.#workspace.addFile({ name, title: name, mimetype: mimeType, user });
    file.bytes = bytes;
    return file;
  }

  /** Picking a person from the list puts the handle in the place of the name that was typed. */
  #withHandles({ text, mentions = [] }: SayInput): string {
    return mentions.reduce((typed, id) => {
      const user = this.#workspace.users.get(id);
      return user ? typed.replaceAll(`@${nameOf(user)}`, `@${user.name}`) : typed;
    }, text);
  }

  #channelOf(id: string, user: string): Channel {
    const channel = this.#workspace.channel(id);
    if (!channel.members.has(user)) throw new Error(`${user} is not in ${id}.`);
    return channel;
  }

  #own(channel: Channel, ts: string, user: string): void {
    if (this.#workspace.message(channel, ts).user !== user)
      throw new Error(`${ts} was not written by ${user}.`);
  }

  #rootOf(channel: Channel, ts: string): string {
    return this.#workspace.message(channel, ts).thread_ts ?? ts;
  }

  #names(): Names {
    const { users, channels } = this.#workspace;
    return {
      userByHandle: (name) => [...users.values()].find((user) => user.name === name.toLowerCase()),
      channelByName: (name) => [...channels.values()].find((channel) => channel.name === name.toLowerCase()),
    };
  }

  #directory(): Directory {
    const { users, channels } = this.#workspace;
    return {
      userName: (id) => personName(users.get(id)) ?? id,
      channelName: (id) => channels.get(id)?.name ?? id,
    };
  }
}

function personName(user: SlackUser | undefined): string | undefined {
  return user && nameOf(user);
}
