import type {
  BetterMessagesEmulator,
  SiteSettings,
} from '../../../../bridges/sandbox/better-messages/index.ts';
import { isModerator } from '../../../../bridges/sandbox/better-messages/permissions.ts';
import type { Happening } from './acting.ts';
import { bobIsOpenTo, botsAre, message, open, opening, options, reading, say } from './acting.ts';
import { ALICE, BOB, BOT, CAROL } from './names.ts';
import type { RecordedTimes } from './times.ts';

/** What was on from the hundreds on. */
const SWITCHED_ON: Partial<SiteSettings> = {
  allowEditMessages: true,
  allowDeleteMessages: true,
  attachmentsEnable: true,
  allowUsersBlock: true,
  enableForwardMessages: true,
  pinnedMessages: true,
  enableSystemMessages: true,
  allowGroupLeave: true,
};

/** For the index of routes that was taken down with everything on; and the way back. */
const EVERYTHING: Partial<SiteSettings> = {
  attachmentsEnable: true,
  attachmentsUploadMethod: 'tus',
  pinnedMessages: true,
  enableForwardMessages: true,
  allowUsersBlock: true,
  badWordsList: ['badword'],
  gifs: true,
  stickers: true,
};
const NOTHING: Partial<SiteSettings> = {
  attachmentsEnable: false,
  attachmentsUploadMethod: 'post',
  pinnedMessages: false,
  enableForwardMessages: false,
  allowUsersBlock: false,
  badWordsList: [],
  gifs: false,
  stickers: false,
};

/**
 * What happened on the recorded site between the pairs and was not recorded. Numbers, times and texts are known from
 * later answers; where no answer shows them they are made up.
 */
export const happenings: readonly Happening[] = [
  options(1.02, EVERYTHING),
  options(2, NOTHING),
  // Alice looks at the group that she has begun, and leads it from then on.
  {
    before: 17,
    run: ({ site }) => {
      const group = site.store.thread(4);
      if (group) isModerator(site, group, ALICE);
    },
  },
  message(41, 10, 3, { text: 'poll me' }),
  { before: 50, run: history },
  { before: 60, run: lateMessage },
  reading(61, 3, BOB),
  options(110, SWITCHED_ON),
  options(110.02, { editMessageTimeLimit: 1 }),
  options(111, { editMessageTimeLimit: 0 }),
  {
    before: 113,
    run: ({ site }, times) => {
      const edited = site.store.message(5);
      // Changed once more near the end of the recordings, which shows another time.
      const at = times.changedIn(113, 5) ?? times.before(113);
      if (edited) Object.assign(edited, { text: 'edited twice', updated: at });
    },
  },
  message(114, 217, 3),
  options(117, { deleteMethod: 'replace' }),
  message(117, 218, 3),
  options(119, { deleteMethod: 'delete', badWordsList: ['badword'] }),
  options(121, { badWordsList: [], maximumMessageLength: 10 }),
  options(123, { maximumMessageLength: 0, rateLimitReply: { subscriber: 1 } }),
  options(124, { rateLimitReply: {}, rateLimitNewThread: 60 }),
  options(126, { rateLimitNewThread: 0, restrictNewThreads: ['subscriber'] }),
  options(127, { restrictNewThreads: [], restrictReplies: ['subscriber'] }),
  options(128, { restrictReplies: [] }),
  message(137, 220, 3, { text: 'revive' }),
  options(151, { attachmentsUploadMethod: 'tus' }),
  { before: 153, run: halfAnUpload },
  options(157, { attachmentsUploadMethod: 'post', attachmentsProxy: true }),
  options(159.1, { attachmentsEnable: false, attachmentsProxy: false }),
  options(159.2, { attachmentsEnable: true }),
  options(160, { guestChat: true }),
  {
    before: 237,
    run: (emulator, times) => {
      say(emulator, times.lastTimeIn(268, 4) ?? times.before(237), 4, { sender: BOB });
    },
  },
  opening(237, 239, { sender: ALICE, recipients: [CAROL], subject: 'To erase', text: 'x' }),
  options(250, { messagesPremoderation: true }),
  options(254, { messagesPremoderation: false }),
  { before: 254, run: contents },
  opening(254, 254, { sender: ALICE, recipients: [BOB, CAROL], subject: 'Mod team', text: 'x' }),
  botsAre(262, true),
  options(276, { singleThreadMode: true }),
  options(277, { singleThreadMode: false, disableGroupThreads: true }),
  options(278, { disableGroupThreads: false }),
  bobIsOpenTo(278, 'nobody'),
  bobIsOpenTo(280, 'everyone'),
  botsAre(286, false),
  opening(289, 266, { sender: ALICE, recipients: [BOB, CAROL], subject: 'Mod team 2', text: 'first' }),
  options(290, { enableReactions: false }),
  options(291, { enableReactions: true }),
  // At the very moment that the next poll goes on from.
  {
    before: 291,
    run: (emulator, times) => {
      say(emulator, times.cursorOf(291) ?? times.before(291), 3, {});
    },
  },
  {
    before: 291,
    run: ({ site }, times) => {
      const carol = site.people.get(CAROL);
      const changed = Math.ceil(times.before(291) / 10_000);
      if (carol) Object.assign(carol, { name: 'Carol Renamed', changed });
    },
  },
  { before: 292, run: manyThreads },
  { before: 320, run: moreContents },
  options(320.1, { guestChat: false }),
];

/** Two hundred messages in the group, from bob and alice in turn. */
function history(emulator: BetterMessagesEmulator, times: RecordedTimes): void {
  for (let index = 0; index < 205; index += 1) {
    say(emulator, times.orAfter(times.created(11 + index), 100), 4, {
      sender: index % 2 === 0 ? BOB : ALICE,
      text: `history ${String(index)}`,
      tempId: `tmp_4_${String(index)}`,
    });
  }
}

/** Comes in late, with the time at which alice's own clock says that she wrote it. */
function lateMessage(emulator: BetterMessagesEmulator, times: RecordedTimes): void {
  const now = times.before(60);
  const writing = {
    text: 'late message',
    tempId: 'tmp_3_late',
    tempTime: times.created(216) ?? now - 300_000,
  };
  say(emulator, now, 3, writing);
}

/** The first piece of a file. */
function halfAnUpload({ site }: BetterMessagesEmulator): void {
  site.uploads.set('b62e1104-05c0-44ae-a1e5-4a8dfc9414dc', {
    thread: 3,
    owner: ALICE,
    name: 'tus.txt',
    mimeType: 'text/plain',
    length: 11,
    bytes: new TextEncoder().encode('hello'),
  });
}

/** Alice tries what becomes of texts; the eighth of them names bob. */
function contents(emulator: BetterMessagesEmulator, times: RecordedTimes): void {
  for (let id = 241; id <= 253; id += 1) {
    const text = id === 248 ? mention(BOB, 'Bob Example') : id === 241 ? 'para' : 'x';
    const last = id === 253 ? times.lastTimeIn(268, 3) : undefined;
    say(emulator, times.orAfter(last, 200), 3, { text });
  }
}

/** So does bob, later; the eleventh names alice. */
function moreContents(emulator: BetterMessagesEmulator, times: RecordedTimes): void {
  const texts = ['text', 'a', 'hi', 'a&lt;b and c&gt;d'];
  for (let id = 296; id <= 309; id += 1) {
    const last = id === 309 ? times.lastTimeIn(320, 3) : undefined;
    const text = id === 306 ? mention(ALICE, 'Alice Example') : (texts[id - 296] ?? 'x');
    say(emulator, times.orAfter(times.created(id) ?? last, 100), 3, { sender: BOB, text });
  }
}

function mention(user: number, name: string): string {
  return `&lt;span class=&quot;bm-mention&quot; data-user-id=&quot;${String(user)}&quot;&gt;@${name}&lt;/span&gt;`;
}

/** Carol opens 22 conversations with the bot's account. */
function manyThreads(emulator: BetterMessagesEmulator, times: RecordedTimes): void {
  for (let index = 0; index < 22; index += 1) {
    const number = String(index);
    open(emulator, times.orAfter(times.begun(16 + index), 300), {
      sender: CAROL,
      recipients: [BOT],
      subject: `s${number}`,
      text: `m${number}`,
    });
  }
}
