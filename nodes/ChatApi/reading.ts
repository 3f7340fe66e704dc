import type { ChatApiConnection } from '../../src/platforms/chat-api/index.ts';
import type { Call } from '../kit/index.ts';

export type ChatApiCall = Call<ChatApiConnection>;

const CHAT_ID = /^\d+(?:-\d+)?@[a-z.]+$/;
/** As people write it; E.164 has at most 15 digits. */
const PHONE = /^\+?[\d\s().-]+$/;

/** A private chat or group: by its id, or by the phone number of the person. */
export function conversationOf(call: ChatApiCall, name = 'conversation'): string {
  return chatId(call, name, call.id(name));
}

export function optionalConversationOf(call: ChatApiCall, name = 'conversation'): string | undefined {
  return call.optionalId(name) === undefined ? undefined : conversationOf(call, name);
}

export function groupOf(call: ChatApiCall): string {
  const id = call.id('group');
  if (CHAT_ID.test(id) && id.endsWith('@g.us')) return id;
  return call.refuse(
    'group',
    `must be the ID of a group such as 17680561234-1479621234@g.us, and is “${id}”`,
  );
}

/** Somebody by phone number or chat id, as a chat id. */
export function personOf(call: ChatApiCall): string {
  return onePerson(call, 'person', call.id('person'));
}

export function peopleOf(call: ChatApiCall, name: string): string[] {
  return call.ids(name).map((one) => onePerson(call, name, one));
}

/** The digits of a phone number. */
export function phoneOf(call: ChatApiCall): string {
  return call.core.chatApi.digitsOf(onePerson(call, 'phone', call.id('phone')));
}

/** Degrees with a fraction. */
export function degreesOf(call: ChatApiCall, name: string, most: number): number {
  const degrees = Number(call.text(name));
  if (Math.abs(degrees) <= most) return degrees;
  return call.refuse(name, `must be a number between -${String(most)} and ${String(most)}`);
}

/** An http(s) address. */
export function addressOf(call: ChatApiCall, name: string): string {
  const address = call.text(name).trim();
  if (/^https?:\/\/\S+$/i.test(address) && URL.canParse(address)) return address;
  return call.refuse(name, 'must be an address that begins with https:// or http://');
}

/** A date and time as Unix seconds. */
export function secondsOf(call: ChatApiCall, name: string): number | undefined {
  const value = call.raw(name);
  if (value === undefined || value === null || value === '') return undefined;
  return Math.floor(call.time(name) / 1000);
}

function onePerson(call: ChatApiCall, name: string, given: string): string {
  const id = chatId(call, name, given);
  return id.endsWith('@g.us') ? call.refuse(name, 'must be a person, and is a group') : id;
}

function chatId(call: ChatApiCall, name: string, given: string): string {
  if (CHAT_ID.test(given)) return given;
  const { chatIdFor, digitsOf } = call.core.chatApi;
  const { length } = digitsOf(given);
  if (PHONE.test(given) && length >= 7 && length <= 15) return chatIdFor(given);
  return call.refuse(
    name,
    `must be a chat ID such as 17472822486@c.us or a phone number with its country code, and is “${given.slice(0, 60)}”`,
  );
}
