import type { BmBundle, BmChanges, BmMessages } from '../schema.ts';
import { bundleSchema, changesSchema, messagesSchema } from '../schema.ts';
import type { Answer } from '../transport.ts';
import { count, nothing, threadAnswer, yesNo } from '../answers.ts';
import type { Api } from './api.ts';
import { given } from './api.ts';

/** What to ask `checkNew` for; times in 1/10,000 s. */
export interface CheckNew {
  /** 0: the first threads as they are. */
  readonly lastUpdate: number;
  /** Threads held; the others are sent again and again while they are unread. */
  readonly threadIds: readonly number[];
  /** These are marked as read. */
  readonly visibleThreads?: readonly number[];
}

export interface LoadMore {
  /** Ids held: gaps between them are filled, and what is older than the lowest follows. */
  readonly loaded: readonly number[];
  /** With `until`: the id to go back to; else any number above 0 leaves the lowest itself out. */
  readonly to?: number;
  readonly mode?: 'more' | 'until';
}

const MUTING = 'Switch on "Allow users to mute threads" in the settings of Better Messages.';
const PINNING = 'Switch on pinned conversations in the settings of Better Messages.';
const DELETING = 'The settings of Better Messages restrict deleting conversations to administrators.';
const ADMIN = 'Only administrators of the site may do that.';

/** Whole conversations: reading them, and the caller's own view of them. */
export function threadCalls(api: Api) {
  const of = (thread: number, route: string): string => `/thread/${String(thread)}/${route}`;
  return {
    /** Up to 20 threads, pinned ones first, then the newest; `exclude` those that are held. */
    threads: (exclude: readonly number[] = []): Promise<BmBundle> =>
      api.read('/threads', 'list the conversations', bundleSchema, { exclude }),
    /** One thread with its newest 80 messages, and those that are missing between the ids held. Marks it as read. */
    thread: (thread: number, messages: readonly number[] = []) =>
      api.write(`/thread/${String(thread)}`, `read thread ${String(thread)}`, threadAnswer, { messages }),
    /** Messages of a thread, newest first. Marks nothing as read. */
    loadMore: (thread: number, { loaded, to, mode }: LoadMore): Promise<Answer<BmMessages>> =>
      api.readTimed(of(thread, 'loadMore'), `read thread ${String(thread)}`, messagesSchema, {
        loaded,
        ...given({ to, mode }),
      }),
    /** What changed since a time, or everything at first. */
    checkNew: ({ lastUpdate, threadIds, visibleThreads = [] }: CheckNew): Promise<BmChanges> =>
      api.read('/checkNew', 'look for new messages', changesSchema, {
        lastUpdate,
        threadIds,
        visibleThreads,
      }),
    /** Marks threads as read. */
    openThreads: (threads: readonly number[]) =>
      api.write('/openThreads', 'mark conversations as read', yesNo, { thread_ids: threads }),
    /** A GET that writes. */
    markAllRead: () => api.get('/markAllRead', 'mark everything as read', yesNo),
    /** False when the account is not in the thread. */
    mute: (thread: number) =>
      api.write(of(thread, 'mute'), `mute thread ${String(thread)}`, yesNo, {}, { advice: MUTING }),
    unmute: (thread: number) =>
      api.write(of(thread, 'unmute'), `unmute thread ${String(thread)}`, yesNo, {}, { advice: MUTING }),
    pinThread: (thread: number) =>
      api.write(of(thread, 'makePinned'), `pin thread ${String(thread)}`, yesNo, {}, { advice: PINNING }),
    unpinThread: (thread: number) =>
      api.write(of(thread, 'unmakePinned'), `unpin thread ${String(thread)}`, yesNo, {}, { advice: PINNING }),
    /** Archives a thread for the caller; it comes back when somebody writes. */
    deleteThread: (thread: number) =>
      api.write(of(thread, 'delete'), `delete thread ${String(thread)}`, nothing, {}, { advice: DELETING }),
    restoreThread: (thread: number) =>
      api.write(of(thread, 'restore'), `restore thread ${String(thread)}`, yesNo),
    /** Administrators: deletes up to 50 messages and says how many are left. */
    clearMessages: (thread: number) =>
      api.write(of(thread, 'clearMessages'), `clear thread ${String(thread)}`, count, {}, { advice: ADMIN }),
    /** Administrators: the thread and everything in it, for everybody. */
    eraseThread: (thread: number) =>
      api.write(of(thread, 'erase'), `erase thread ${String(thread)}`, yesNo, {}, { advice: ADMIN }),
  };
}
