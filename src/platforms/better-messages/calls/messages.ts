import type { z } from 'zod';
import {
  anything,
  deletedAnswer,
  forwardedAnswer,
  ids,
  pickerAnswer,
  sentAnswer,
  yesNo,
} from '../answers.ts';
import { bundleSchema, messagesSchema } from '../schema.ts';
import type { Api } from './api.ts';
import { given } from './api.ts';

export interface SendMessage {
  readonly message: string;
  /** Ids of files that this account uploaded for this very thread; others are left out without a word. */
  readonly files?: readonly number[];
  readonly replyTo?: number;
  /**
   * At most 50 characters. With it the answer has no copy of the message. The same one twice makes two messages.
   */
  readonly tempId?: string;
  /** 1/10,000 s: when the message shall have been written, within a minute of now; counts with `tempId` only. */
  readonly tempTime?: number;
}

export type Sending = z.output<typeof sentAnswer>;

const EDITING =
  'Better Messages lets nobody change messages unless "Allow users to edit messages" (allowEditMessages) is switched ' +
  'on in its settings; then everybody may change own messages that were not forwarded, within the time limit set there.';
const REACTING =
  'Only the reactions in the settings of Better Messages are offered, only on messages of others, and none while reactions are switched off.';
const PINNING = 'Switch on pinned messages in the settings of Better Messages; only moderators may pin.';
const FORWARDING = 'Switch on "Enable Forward Messages" in the settings of Better Messages.';
const REPORTING = 'Switch on reports in the settings of Better Messages.';

/** Single messages. */
export function messageCalls(api: Api) {
  const of = (thread: number, route: string): string => `/thread/${String(thread)}/${route}`;
  return {
    send: (thread: number, { message, files, replyTo, tempId, tempTime }: SendMessage): Promise<Sending> =>
      api.write(of(thread, 'send'), `send a message to thread ${String(thread)}`, sentAnswer, {
        message,
        ...given({
          files,
          meta: replyTo === undefined ? undefined : { reply_to: replyTo },
          temp_id: tempId,
          temp_time: tempTime,
        }),
      }),
    /** Changes the text of an own message. */
    saveMessage: (thread: number, messageId: number, message: string) =>
      api.write(
        of(thread, 'save'),
        `change message ${String(messageId)}`,
        messagesSchema,
        { message_id: messageId, message },
        { advice: EDITING },
      ),
    /** Messages that the caller may not delete are left out of the answer without a word. */
    deleteMessages: (thread: number, messageIds: readonly number[]) =>
      api.write(of(thread, 'deleteMessages'), `delete messages ${messageIds.join(', ')}`, deletedAnswer, {
        messageIds,
      }),
    /**
     * Sets the caller's one reaction, takes it away when it is this one already, and puts it in the place of another.
     * @param emoji its code points in hex, joined by `-`
     */
    toggleReaction: (messageId: number, emoji: string) =>
      api.write(
        '/reactions/save',
        `react to message ${String(messageId)}`,
        messagesSchema,
        { message_id: messageId, emoji },
        { advice: REACTING },
      ),
    setFavorite: (thread: number, messageId: number, isFavorite: boolean) =>
      api.write(of(thread, 'favorite'), `mark message ${String(messageId)} as a favorite`, yesNo, {
        messageId,
        type: isFavorite ? 'star' : 'unstar',
      }),
    favorites: () => api.get('/getFavorited', 'list the favorites', bundleSchema.partial()),
    /** One message a thread; ids of those that are pinned now. */
    pinMessage: (thread: number, messageId: number) =>
      api.write(
        of(thread, 'pinMessage'),
        `pin message ${String(messageId)}`,
        ids,
        { messageId },
        { advice: PINNING },
      ),
    unpinMessage: (thread: number, messageId: number) =>
      api.write(
        of(thread, 'unpinMessage'),
        `unpin message ${String(messageId)}`,
        yesNo,
        { messageId },
        { advice: PINNING },
      ),
    /** Into up to 20 threads; some may fail while others do not. */
    forward: (messageId: number, threads: readonly number[]) =>
      api.write(
        `/message/${String(messageId)}/forward`,
        `forward message ${String(messageId)}`,
        forwardedAnswer,
        { thread_ids: threads },
        { advice: FORWARDING, partly: true },
      ),
    /** Conversations to forward to. */
    threadsPicker: (search = '', exclude: readonly number[] = [], excludeThread?: number) =>
      api.read(
        '/threadsPicker',
        'list conversations to forward to',
        pickerAnswer,
        { search, exclude, ...given({ excludeThread }) },
        { advice: FORWARDING },
      ),
    /** Puts a message before the moderators. */
    reportMessage: (thread: number, messageId: number, category: string, description = '') =>
      api.write(
        '/reports/reportMessage',
        `report message ${String(messageId)}`,
        anything,
        { thread_id: thread, message_id: messageId, category, description },
        { advice: REPORTING },
      ),
    reportReasons: () =>
      api.get('/reports/getReasons', 'list the reasons for reports', anything, {}, { advice: REPORTING }),
  };
}
