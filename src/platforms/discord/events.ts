import type { Message, MessageCreated, MessageEdited } from '../../model/index.ts';
import { bareId } from './place.ts';
import { idAt, isoOf, toPosition } from './snowflake.ts';

/** A message that was sent, as the gateway and the catch-up both name it. */
export function created(message: Message): MessageCreated {
  const id = bareId(message.id);
  return {
    type: 'message.created',
    conversation: message.conversation,
    key: `created:${message.conversation}:${message.id}`,
    position: toPosition(id),
    at: isoOf(id),
    message,
  };
}

/** A message whose text was changed. @param ms when, as Discord tells it: the same from gateway and history */
export function edited(message: Message, ms: number): MessageEdited {
  return {
    type: 'message.edited',
    conversation: message.conversation,
    key: `edited:${message.conversation}:${message.id}:${String(ms)}`,
    position: positionOfEdit(bareId(message.id), ms),
    at: new Date(ms).toISOString(),
    message,
  };
}

/** A change stands at its time, and never before its message. */
export function positionOfEdit(id: string, ms: number): string {
  const [own, at] = [toPosition(id), toPosition(idAt(ms))];
  return own > at ? own : at;
}
