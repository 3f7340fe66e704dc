import { Buffer } from 'node:buffer';
import type { SteppedClock } from '../kit/index.ts';
import { eventOf } from './events.ts';
import type { Channel, SlackApp, SlackEvent, SlackUser, StoredFile, StoredMessage } from './model.ts';
import { SlackFailure } from './model.ts';
import { seedApps, seedChannels, seedUsers } from './seed.ts';

/** Longest text that Slack stores, characters. */
const MAX_TEXT = 40_000;
/** Different emoji on one message, and those of one person among them. */
const MAX_EMOJI = 50;
const MAX_REACTIONS_OF_ONE = 23;

/** What a message consists of before it has a place in time. */
export type NewMessage = Omit<StoredMessage, 'type' | 'ts'>;

/** The state of the workspace, and the events that its changes cause. */
export class Workspace {
  readonly users = new Map<string, SlackUser>();
  readonly channels = new Map<string, Channel>();
  readonly files = new Map<string, StoredFile>();
  readonly apps: SlackApp[] = seedApps();
  readonly clock: SteppedClock;
  /** Called with each event, in the order in which things happened. */
  onEvent: (event: SlackEvent, channel: string | undefined) => void = () => undefined;
  #listeners = new Set<(channel: string) => void>();
  #lastMicros = 0;
  #lastId = 0;

  constructor(clock: SteppedClock) {
    this.clock = clock;
    const users = seedUsers();
    for (const user of users) this.users.set(user.id, user);
    for (const channel of seedChannels(users)) this.channels.set(channel.id, channel);
  }

  get parley(): SlackApp {
    const app = this.apps[0];
    if (!app) throw new Error('the workspace has no app');
    return app;
  }

  /** Unique and rising in the whole workspace, whatever the clock does. */
  nextTs(): string {
    this.#lastMicros = Math.max(this.#lastMicros + 1, Math.floor(this.clock.now()) * 1000);
    const seconds = Math.floor(this.#lastMicros / 1_000_000);
    return `${String(seconds)}.${String(this.#lastMicros % 1_000_000).padStart(6, '0')}`;
  }

  nextId(prefix: string): string {
    this.#lastId += 1;
    return `${prefix}0${String(this.#lastId).padStart(8, '0')}`;
  }

  channel(id: string): Channel {
    const channel = this.channels.get(id);
    if (!channel) throw new SlackFailure('channel_not_found');
    return channel;
  }

  message(channel: Channel, ts: string): StoredMessage {
    const message = channel.messages.findLast((candidate) => candidate.ts === ts);
    if (!message || message.subtype === 'tombstone') throw new SlackFailure('message_not_found');
    return message;
  }

  post(channel: Channel, input: NewMessage): StoredMessage {
    const root = input.thread_ts === undefined ? undefined : this.message(channel, input.thread_ts);
    const message: StoredMessage = { ...input, type: 'message', ts: this.nextTs(), text: cut(input.text) };
    if (root?.user !== undefined) message.parent_user_id = root.user;
    channel.messages.push(message);
    this.#emit(channel, eventOf.created(this, channel, message));
    if (root) this.#countReply(channel, root, message);
    this.#mention(channel, message);
    this.changed(channel.id);
    return message;
  }

  edit(channel: Channel, ts: string, by: string, patch: Partial<NewMessage>): StoredMessage {
    const message = this.message(channel, ts);
    const before = structuredClone(message);
    Object.assign(message, patch, { edited: { user: by, ts: this.nextTs() } });
    message.text = cut(message.text);
    this.#emit(channel, eventOf.changed(this, channel, message, before));
    this.changed(channel.id);
    return message;
  }

  /** The preview that appears under a link changes the message without being an edit. */
  unfurl(channel: Channel, message: StoredMessage): void {
    const before = structuredClone(message);
    message.attachments = [{ id: 1, fallback: 'Preview of a page', title: 'Preview of a page' }];
    this.#emit(channel, eventOf.changed(this, channel, message, before));
  }

  /** The message of a thread that has answers becomes a tombstone; any other one is gone. */
  remove(channel: Channel, ts: string): void {
    const message = this.message(channel, ts);
    const before = structuredClone(message);
    if ((message.reply_count ?? 0) > 0) {
      Object.assign(message, {
        subtype: 'tombstone',
        hidden: true,
        text: 'This message was deleted.',
        user: 'USLACKBOT',
      });
      delete message.blocks;
      delete message.files;
      this.#emit(channel, eventOf.changed(this, channel, message, before));
    } else {
      channel.messages.splice(channel.messages.indexOf(message), 1);
      this.#emit(channel, eventOf.deleted(this, channel, before));
    }
    this.changed(channel.id);
  }

  react(channel: Channel, ts: string, user: string, name: string, remove: boolean): void {
    const message = this.message(channel, ts);
    const reactions = (message.reactions ??= []);
    const reaction = reactions.find((candidate) => candidate.name === name);
    const has = reaction?.users.includes(user) ?? false;
    if (remove && !has) throw new SlackFailure('no_reaction');
    if (!remove && has) throw new SlackFailure('already_reacted');
    if (!remove) {
      const own = reactions.filter(({ users }) => users.includes(user)).length;
      if (own >= MAX_REACTIONS_OF_ONE) throw new SlackFailure('too_many_reactions');
      if (!reaction && reactions.length >= MAX_EMOJI) throw new SlackFailure('too_many_emoji');
    }
    if (reaction && remove) reaction.users.splice(reaction.users.indexOf(user), 1);
    else if (reaction) reaction.users.push(user);
    else reactions.push({ name, users: [user] });
    message.reactions = reactions.filter((candidate) => candidate.users.length > 0);
    this.#emit(channel, eventOf.reacted(this, channel, message, user, name, remove));
    this.changed(channel.id);
  }

  join(channel: Channel, user: string): void {
    if (channel.members.has(user)) return;
    channel.members.add(user);
    this.post(channel, { subtype: 'channel_join', user, text: `<@${user}> has joined the channel` });
  }

  addFile(file: Pick<StoredFile, 'name' | 'title' | 'mimetype' | 'user'>): StoredFile {
    const created = Math.floor(this.clock.now() / 1000);
    const stored: StoredFile = { ...file, id: this.nextId('F'), created, bytes: Buffer.alloc(0), shares: [] };
    this.files.set(stored.id, stored);
    return stored;
  }

  onChange(listener: (channel: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(channel: string): void {
    for (const listener of this.#listeners) listener(channel);
  }

  #countReply(channel: Channel, root: StoredMessage, reply: StoredMessage): void {
    const before = structuredClone(root);
    root.thread_ts = root.ts;
    root.reply_count = (root.reply_count ?? 0) + 1;
    root.latest_reply = reply.ts;
    const author = reply.user ?? reply.bot_id ?? '';
    root.reply_users = [...new Set([...(root.reply_users ?? []), author])];
    this.#emit(channel, eventOf.changed(this, channel, root, before));
  }

  #mention(channel: Channel, message: StoredMessage): void {
    if (message.subtype === 'channel_join' || !message.text.includes(`<@${this.parley.userId}>`)) return;
    this.#emit(channel, { ...eventOf.created(this, channel, message), type: 'app_mention' });
  }

  #emit(channel: Channel, event: SlackEvent): void {
    this.onEvent(event, channel.id);
  }
}

function cut(text: string): string {
  if (text.length <= MAX_TEXT) return text;
  const characters = [...text];
  return characters.length <= MAX_TEXT ? text : characters.slice(0, MAX_TEXT).join('');
}
