import { markRead } from '../../../../bridges/sandbox/better-messages/actions/touch.ts';
import type { Writing } from '../../../../bridges/sandbox/better-messages/actions/write.ts';
import { openThread, write } from '../../../../bridges/sandbox/better-messages/actions/write.ts';
import type {
  BetterMessagesEmulator,
  SiteSettings,
} from '../../../../bridges/sandbox/better-messages/index.ts';
import { ALICE, BOB } from './names.ts';
import type { RecordedTimes } from './times.ts';

/** Something that was not recorded. */
export interface Happening {
  /** Place in the order of the pair that came next. */
  readonly before: number;
  run(emulator: BetterMessagesEmulator, times: RecordedTimes): void;
}

/** An administrator changes options of the plugin. */
export function options(before: number, change: Partial<SiteSettings>): Happening {
  return { before, run: ({ settings }) => Object.assign(settings, change) };
}

/** A person writes; at the time that later answers show for the message, if any do. */
export function message(
  before: number,
  id: number,
  thread: number,
  writing: Partial<Writing> = {},
): Happening {
  return {
    before,
    run: (emulator, times) => {
      say(emulator, times.created(id) ?? times.before(before), thread, writing);
    },
  };
}

export function say(
  { site }: BetterMessagesEmulator,
  at: number,
  id: number,
  writing: Partial<Writing>,
): void {
  const thread = site.store.thread(id);
  if (!thread) throw new Error(`no thread ${String(id)}`);
  site.stamps.plan({ at, writes: [at] });
  write(site, thread, { sender: ALICE, text: 'x', files: [], ...writing });
}

interface Opening {
  readonly sender: number;
  readonly recipients: readonly number[];
  readonly subject: string;
  readonly text: string;
}

/** A person opens a conversation. */
export function opening(before: number, id: number, by: Opening): Happening {
  return {
    before,
    run: (emulator, times) => {
      open(emulator, times.created(id) ?? times.before(before), by);
    },
  };
}

export function open(
  { site }: BetterMessagesEmulator,
  at: number,
  { sender, recipients, subject, text }: Opening,
): void {
  site.stamps.plan({ at, writes: [at] });
  write(site, openThread(site, sender, recipients, { subject }), { sender, text, files: [] });
}

export function reading(before: number, id: number, user: number): Happening {
  return {
    before,
    run: ({ site }) => {
      const thread = site.store.thread(id);
      if (thread) markRead(site, thread, user);
    },
  };
}

/** An administrator switches the AI bots on or off. */
export function botsAre(before: number, on: boolean): Happening {
  return {
    before,
    run: ({ site }) => {
      for (const bot of site.bots.values()) bot.settings = { ...bot.settings, enabled: on ? '1' : '0' };
    },
  };
}

/** Bob lets everybody, or nobody, start a conversation with him. */
export function bobIsOpenTo(before: number, mayStart: 'everyone' | 'nobody'): Happening {
  return {
    before,
    run: ({ site }) => {
      const bob = site.people.get(BOB);
      if (bob) bob.mayStart = mayStart;
    },
  };
}
