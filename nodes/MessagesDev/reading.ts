import type { MessagesDevConnection } from '../../src/platforms/messages-dev/index.ts';
import type { Call } from '../kit/index.ts';

const HANDLE = /^(?:\+\d{5,15}|[^\s@]+@[^\s@]+)$/;

/**
 * The conversation of an item: the id of a chat, or the handle of a person as the service writes it, without the
 * blanks and brackets that people put into numbers.
 */
export function conversationOf(call: Call<MessagesDevConnection>): string {
  const given = call.id('conversation');
  if (given.startsWith('cht_')) return given;
  const handle = handleIn(given);
  if (handle !== undefined) return handle;
  return call.refuse(
    'conversation',
    `must be a chat ID (cht_…), a phone number with its country code such as +15559876543, or an email address, and is “${given.slice(0, 60)}”`,
  );
}

/** The handle that somebody typed, as the service writes it; undefined when it is none. */
export function handleIn(text: string): string | undefined {
  const handle = text.includes('@') ? text : text.replaceAll(/[\s().-]/g, '');
  return HANDLE.test(handle) ? handle : undefined;
}
