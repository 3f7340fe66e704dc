import type { IDataObject } from 'n8n-workflow';
import type { Message, MessageCreated, MessageEdited, ParleyEvent, Signal } from '../../../src/index.ts';
import type { Core } from '../core.ts';
import { toJson } from '../operation.ts';
import { authorJson, messageJson } from '../shapes.ts';
import type { FileParts } from './attach.ts';
import { withFiles } from './attach.ts';
import type { Burst } from './burst.ts';
import { burstsOf } from './burst.ts';
import type { TriggerItem, TriggerSettings } from './contract.ts';

/** What making items takes. */
export interface ItemParts extends FileParts {
  readonly core: Core;
  readonly settings: Pick<TriggerSettings, 'simplify' | 'download' | 'quietSeconds'>;
}

/** The items of what passed; with grouping on, what one person wrote in a row is one of them. */
export async function itemsOf(
  parts: ItemParts,
  events: readonly ParleyEvent[],
  passed: ReadonlySet<ParleyEvent> = new Set(events),
): Promise<TriggerItem[]> {
  const bursts = parts.settings.quietSeconds > 0 ? burstsOf(events) : events.map((event) => [event]);
  const items: TriggerItem[] = [];
  for (const burst of bursts) {
    const [first, ...others] = burst.filter((event) => passed.has(event));
    if (first) items.push(await itemOf(parts, [first, ...others]));
  }
  return items;
}

/** The item for what happened. A burst is the message that came last, with the texts and files of all of them. */
export async function itemOf(parts: ItemParts, burst: Burst): Promise<TriggerItem> {
  const all: readonly ParleyEvent[] = burst;
  const events = all.filter(isMessage);
  const last = events.at(-1);
  if (!last) return { json: changeJson(burst[0]) };
  const head = { event: last.type, key: last.key };
  const messages = events.map(({ message }) => message);
  const json = { ...head, ...contentJson(parts, messages, last.message), ...head };
  if (!parts.settings.download) return { json };
  return withFiles(parts, json, messages);
}

/** The item for a signal: `at` is when it was heard of. */
export function signalItem({ type, conversation, author }: Signal, at: Date): TriggerItem {
  const key = `${type}:${conversation}:${author.id}`;
  return { json: { event: type, key, conversation, author: authorJson(author), at: at.toISOString() } };
}

function isMessage(event: ParleyEvent): event is MessageCreated | MessageEdited {
  return 'message' in event;
}

/** Everything but messages: they have no raw form, so they always look like this. */
function changeJson(event: ParleyEvent): TriggerItem['json'] {
  const { type, key, conversation, at } = event;
  const head = { event: type, key };
  if ('message' in event) return { ...head, conversation, at };
  const author = 'author' in event && event.author ? { author: authorJson(event.author) } : {};
  return {
    ...head,
    id: event.messageId,
    conversation,
    ...author,
    ...('emoji' in event ? { emoji: event.emoji } : {}),
    ...('status' in event ? { status: event.status } : {}),
    at,
  };
}

/** With grouping on, `messages` has the ids of all, or all of them as the service sent them. */
function contentJson(
  { core, settings: { simplify, quietSeconds } }: ItemParts,
  messages: readonly Message[],
  last: Message,
): IDataObject {
  const isGrouped = quietSeconds > 0;
  if (!simplify && isRaw(last.raw)) {
    const raw = toJson(last.raw);
    return isGrouped ? { ...raw, messages: messages.map((one) => rawOf(core, one)) } : raw;
  }
  const all = messages.map((message) => messageJson(core, message));
  const json = all.at(-1) ?? {};
  if (!isGrouped) return json;
  return {
    ...json,
    text: all
      .map(({ text }) => text)
      .filter(Boolean)
      .join('\n'),
    markdown: all
      .map(({ markdown }) => markdown)
      .filter(Boolean)
      .join('\n\n'),
    attachments: all.flatMap(({ attachments }) => attachments ?? []),
    messages: messages.map(({ id }) => id),
  };
}

function rawOf(core: Core, message: Message): IDataObject {
  return isRaw(message.raw) ? toJson(message.raw) : messageJson(core, message);
}

function isRaw(raw: unknown): raw is object {
  return typeof raw === 'object' && raw !== null;
}
