import type { z } from 'zod';
import { openedAnswer, privateThreadAnswer, suggestedAnswer } from '../answers.ts';
import type { Api } from './api.ts';
import { given } from './api.ts';

export interface NewThread {
  /** Nobody checks whether these people exist. */
  readonly recipients: readonly number[];
  readonly message: string;
  readonly subject?: string;
  /** Uploaded for thread 0. */
  readonly files?: readonly number[];
}

export interface PrivateThread {
  readonly userId: number;
  /** Make one when there is none. */
  readonly create?: boolean;
  readonly subject?: string;
  /** A thread of its own for this key and these two people. */
  readonly uniqueKey?: string;
  readonly objectId?: number;
}

/** Starting conversations. */
export function openingCalls(api: Api) {
  return {
    /** Always a new one, even with the same people, unless the site allows only one. */
    newThread: ({ recipients, message, subject = '', files }: NewThread) =>
      api.write('/thread/new', 'start a conversation', openedAnswer, {
        recipients,
        message,
        subject,
        ...given({ files }),
      }),
    /** The conversation of two. One that was made has no message, and no list shows it before the first. */
    privateThread: ({
      userId,
      create,
      subject,
      uniqueKey,
      objectId,
    }: PrivateThread): Promise<z.output<typeof privateThreadAnswer>> =>
      api.write(
        '/getPrivateThread',
        `open the conversation with user ${String(userId)}`,
        privateThreadAnswer,
        given({ user_id: userId, create, subject, uniqueKey, objectId }),
      ),
    /** Which conversation a new one with these people would repeat. */
    suggestThread: (recipients: readonly number[], forceNew?: boolean) =>
      api.read('/thread/suggest', 'look for a conversation', suggestedAnswer, {
        recipients,
        ...given({ forceNew }),
      }),
  };
}
