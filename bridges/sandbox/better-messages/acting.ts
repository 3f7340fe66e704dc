import { createHash } from 'node:crypto';
import type { EmulatedMessage, SaidFile, SayInput } from '../kit/index.ts';
import { isAllowedName, storeFile } from './actions/files.ts';
import { remove, rewrite, toggleReaction, write } from './actions/write.ts';
import type { StoredMessage, Thread } from './model.ts';
import { belongsToWriters } from './permissions.ts';
import { PARLEY } from './seed.ts';
import type { Site } from './site.ts';
import { nameOf } from './site.ts';
import { mysqlTime } from './stamps.ts';
import { MARKERS, mentionedUsers, shownText, typedText } from './text.ts';
import { reactionItems } from './views/message.ts';
import { avatar } from './views/user.ts';

/** What people do on the site's own pages. */

/** @param at the message's time where it is not the present, 1/10000 s */
export function say(site: Site, input: SayInput, at?: number): { id: string } {
  const thread = threadNamed(site, input.conversation);
  const sender = personNamed(site, input.as);
  if (!belongsToWriters(site, thread, sender))
    throw new Error(`${nameOf(site, sender) ?? ''} is not in conversation ${input.conversation}`);
  const mentions = (input.mentions ?? []).map((id) => {
    const user = personNamed(site, id);
    return { user, name: nameOf(site, user) ?? '' };
  });
  const text = typedText(input.text, mentions);
  const files = (input.files ?? []).map((file) => attach(site, thread, sender, file));
  if (text === '' && files.length === 0) throw new Error('Better Messages sends no empty message');
  const { id } = write(site, thread, {
    sender,
    text,
    files,
    ...(input.replyTo === undefined ? {} : { replyTo: messageNamed(thread, input.replyTo).id }),
    ...(at === undefined ? {} : { tempId: `tmp_${input.conversation}_late`, tempTime: at }),
  });
  return { id: String(id) };
}

function attach(site: Site, thread: Thread, sender: number, file: SaidFile): number {
  if (!site.settings.attachmentsEnable) throw new Error('nobody can attach files on this site');
  if (!isAllowedName(site, file.name)) throw new Error(`files like ${file.name} cannot be attached`);
  return storeFile(site, file, sender, thread.id).id;
}

interface Own {
  readonly conversation: string;
  readonly id: string;
  readonly as: string;
}

export function edit(site: Site, input: Own & { readonly text: string }): void {
  if (!site.settings.allowEditMessages) throw new Error('messages cannot be edited on this site');
  const { thread, message } = ownMessage(site, input);
  rewrite(site, thread, message, typedText(input.text, []));
  message.meta.lastEdit = mysqlTime(message.updated);
}

export function erase(site: Site, input: Own): void {
  if (!site.settings.allowDeleteMessages) throw new Error('messages cannot be deleted on this site');
  const { thread, message } = ownMessage(site, input);
  remove(site, thread, message);
}

/** @param input the emoji as a character or as the site writes it, in hexadecimal */
export function react(site: Site, input: Own & { readonly emoji: string; readonly remove?: boolean }): void {
  const thread = threadNamed(site, input.conversation);
  const message = messageNamed(thread, input.id);
  const user = personNamed(site, input.as);
  const emoji = emojiKey(site, input.emoji);
  if (message.sender === user) throw new Error('one cannot react to an own message');
  const has = message.meta.reactions.get(user) === emoji;
  if (has === (input.remove ?? false)) toggleReaction(site, message, user, emoji);
}

function emojiKey(site: Site, emoji: string): string {
  const { enableReactions, reactionsEmojies } = site.settings;
  const spelled = Array.from(emoji.replaceAll('\uFE0F', ''), (character) =>
    (character.codePointAt(0) ?? 0).toString(16),
  ).join('-');
  const key = [emoji, spelled].find((candidate) => reactionsEmojies.includes(candidate));
  if (!enableReactions || key === undefined) throw new Error(`one cannot react with ${emoji} on this site`);
  return key;
}

/** Oldest first, without what the plugin itself said. */
export function read(site: Site, conversation: string): EmulatedMessage[] {
  const thread = threadNamed(site, conversation);
  return [...thread.messages]
    .filter(({ sender }) => sender !== 0)
    .sort((a, b) => a.id - b.id)
    .map((message) => emulated(site, message));
}

function emulated(site: Site, message: StoredMessage): EmulatedMessage {
  const { id, sender, text, created, meta } = message;
  const reactions = reactionItems(meta).map(({ reaction, users }) => ({
    emoji: emojiOf(reaction),
    by: users.map(String),
  }));
  const files = meta.files.flatMap((file) => site.store.files.get(file) ?? []);
  return {
    id: String(id),
    author: String(sender),
    authorName: nameOf(site, sender) ?? 'Deleted User',
    authorPicture: avatar(site, sender),
    own: sender === PARLEY.id,
    stored: text,
    shown: text === MARKERS.deleted ? 'This message was deleted' : shownText(text),
    sentAt: new Date(Math.floor(created / 10)).toISOString(),
    edited: meta.lastEdit !== undefined,
    ...(meta.replyTo === undefined ? {} : { replyTo: String(meta.replyTo) }),
    reactions,
    mentions: mentionedUsers(text).map(String),
    attachments: files.map(({ name, mimeType, bytes }) => ({
      name,
      mimeType,
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })),
  };
}

function emojiOf(key: string): string {
  return String.fromCodePoint(...key.split('-').map((code) => Number.parseInt(code, 16)));
}

export function threadNamed(site: Site, conversation: string): Thread {
  const thread = site.store.thread(Number(conversation));
  if (!thread) throw new Error(`there is no conversation ${conversation}`);
  return thread;
}

export function personNamed(site: Site, as: string): number {
  if (nameOf(site, Number(as)) === undefined) throw new Error(`there is nobody with the id ${as}`);
  return Number(as);
}

function messageNamed(thread: Thread, id: string): StoredMessage {
  const message = thread.messages.find((candidate) => String(candidate.id) === id);
  if (!message) throw new Error(`there is no message ${id} in conversation ${String(thread.id)}`);
  return message;
}

function ownMessage(site: Site, { conversation, id, as }: Own): { thread: Thread; message: StoredMessage } {
  const thread = threadNamed(site, conversation);
  const message = messageNamed(thread, id);
  if (String(message.sender) !== as) throw new Error(`message ${id} is not one of ${as}`);
  return { thread, message };
}
