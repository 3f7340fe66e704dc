import { ServiceError } from '../../host/index.ts';
import { betterMessages, isEmpty, plainText, split } from '../../text/index.ts';
import type { Draft, LookBack, Part, Sent } from '../contract.ts';
import { capabilities } from './capabilities.ts';
import type { BetterMessagesClient } from './client.ts';
import { NEWEST, readBack } from './history.ts';
import { msOf } from './map.ts';
import { digest } from './digest.ts';
import { isGone } from './markers.ts';
import type { BmMessage } from './schema.ts';
import { uploadFile } from './uploads.ts';

/** How far the site's clock may be off when an own message is looked for, milliseconds. */
const CLOCK_TOLERANCE_MS = 600_000;
/** With a socket of its own the plugin takes the marker off a message when a day has passed, milliseconds. */
const MARKED_MS = 20 * 3_600_000;
/** The plugin cuts off what is longer, characters. */
const MARKER_LENGTH = 50;

/** @throws {ServiceError} when the conversation id is none of Better Messages */
export function threadNumber(conversation: string): number {
  if (/^[1-9]\d*$/.test(conversation)) return Number(conversation);
  throw new ServiceError({
    kind: 'not-found',
    tried: `use the conversation "${conversation}" of Better Messages`,
    cameBack: 'it is not the number of a conversation',
    advice:
      'Give the number that stands in the address of the conversation, or take it from the list of conversations.',
  });
}

/** Texts first, then a message for each file. What answers another message does so with its first part. */
export function compose({ text, key, replyTo, files = [] }: Draft): Part[] {
  const texts =
    isEmpty(text) && files.length > 0 ? [] : split(text, betterMessages, capabilities.text.maxLength);
  const parts = [...texts.map((one) => ({ text: one })), ...files.map((file) => ({ text: '', file }))];
  return parts.map((part, index) => ({
    ...part,
    key: `${key}#${String(index)}`,
    ...(index > 0 || replyTo === undefined ? {} : { replyTo }),
  }));
}

/** Sends a part, its file first, with its marker. The site's own clock is taken: no time of ours goes with it. */
export async function sendPart(
  client: BetterMessagesClient,
  thread: number,
  { key, text, file, replyTo }: Part,
): Promise<Sent> {
  const answered = Number(replyTo ?? Number.NaN);
  const files = file === undefined ? undefined : [await uploadFile(client, thread, file)];
  const { message_id } = await client.send(thread, {
    message: text,
    tempId: markerOf(thread, key),
    ...(files === undefined ? {} : { files }),
    ...(Number.isInteger(answered) ? { replyTo: answered } : {}),
  });
  return { id: String(message_id) };
}

/**
 * After an unknown outcome: the message with the marker of this part, or, where markers may be gone, the first of ours
 * since the attempt with this text and file that nobody knows yet. The clock of the site may be off and may be set
 * meanwhile, so the time is only a coarse bound.
 */
export async function findOwn(
  client: BetterMessagesClient,
  thread: number,
  self: number,
  part: Part,
  lookBack: LookBack,
  now: number,
): Promise<Sent | undefined> {
  let earliest = lookBack.since - CLOCK_TOLERANCE_MS;
  const isBefore = (message: BmMessage): boolean => msOf(message.created_at) < earliest;
  const { siteTime } = await client.loadMore(thread, { loaded: [1] });
  if (siteTime !== undefined) earliest += Math.min(0, siteTime - now);
  const { messages } = await readBack(client, thread, NEWEST, (held) => held.some(isBefore));
  const marker = markerOf(thread, part.key);
  const wanted = essence(storedForm(part.text));
  const isIt = (message: BmMessage): boolean => {
    if (message.temp_id) return message.temp_id === marker;
    const isMarked = (siteTime ?? now) - msOf(message.created_at) < MARKED_MS;
    return !isMarked && essence(message.message) === wanted && hasFile(message, part);
  };
  const found = messages.find(
    (message) =>
      message.sender_id === self &&
      !isBefore(message) &&
      !isGone(message) &&
      isIt(message) &&
      !lookBack.isKnown(String(message.message_id)),
  );
  return found && { id: String(found.message_id) };
}

/** What comes back with the message. The form is that of the plugin's own page, which the plugin takes apart in places. */
function markerOf(thread: number, key: string): string {
  const beginning = `tmp_${String(thread)}_`;
  const isKept = /^[\w.:#-]+$/.test(key) && beginning.length + key.length <= MARKER_LENGTH;
  return beginning + (isKept ? key : digest(key));
}

/** The site may tidy up the name of a file, so its size tells as well. */
function hasFile(message: BmMessage, { file }: Part): boolean {
  const files = message.meta.files ?? [];
  if (file === undefined) return files.length === 0;
  return files.some(({ name, size }) => name === file.name || size === file.bytes.length);
}

/** What people read of a stored text: the same however a site rewrites entities and blanks. */
function essence(stored: string): string {
  return plainText(betterMessages.parse(stored)).replaceAll(/\s+/g, ' ').trim();
}

/** A text of ours as the plugin stores it: all of it escaped but the tags that it knows. */
function storedForm(written: string): string {
  return written
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/&lt;(\/?(?:b|i|u|strike))&gt;/g, '<$1>');
}
