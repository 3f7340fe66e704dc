import type { ApiVersion, BuddyPressEmulator } from '../../../../bridges/sandbox/buddypress/index.ts';

/** Users of the recorded sites. */
const ALICE = 2;
const BOB = 3;
const ERIN = 6;
const EXTRAS = [7, 8, 9, 10] as const;

/** Unix seconds of a GMT time on the day of the recordings. */
export function second(time: string): number {
  return Date.parse(`2026-11-20T${time}Z`) / 1000;
}

/**
 * What happened on the recorded sites between the pairs and was not recorded, with the number of the pair that came
 * next. Times and texts are known from later answers; where a load test left no trace but its ids, its people and
 * texts are made up.
 */
export const happenings: readonly {
  readonly before: number;
  run(site: BuddyPressEmulator, version: ApiVersion): void;
}[] = [
  {
    before: 168,
    run: ({ store }) => {
      store.add(22, { sender: ALICE, subject: 'same second', text: 'm0', second: second('22:42:31') }, [BOB]);
    },
  },
  {
    before: 176,
    run: ({ store }) => {
      for (let number = 1; number <= 12; number += 1) {
        const odd = number % 2 === 1;
        store.add(
          23,
          {
            sender: odd ? ALICE : BOB,
            subject: number === 1 ? 'paging' : 'Re: paging',
            text: `p${String(number)}`,
            second: second('22:42:33') + number,
          },
          number === 1 ? [BOB] : [],
        );
      }
    },
  },
  {
    before: 226,
    run: ({ store }) => {
      store.add(27, { sender: ALICE, subject: 'Re: notify', text: 'n2', second: second('22:42:54') });
    },
  },
  {
    before: 250,
    run: ({ store }) => {
      for (let number = 1; number <= 3; number += 1) {
        store.add(
          74,
          {
            sender: ALICE,
            subject: number === 1 ? 'race' : 'Re: race',
            text: `r${String(number)}`,
            second: second('22:42:58') + number,
          },
          number === 1 ? [BOB] : [],
        );
      }
    },
  },
  {
    before: 256,
    run: (site) => {
      const { store } = site;
      store.add(
        75,
        { sender: ERIN, subject: 'from erin', text: 'I will be deleted', second: second('22:43:03') },
        [BOB],
      );
      store.add(75, {
        sender: BOB,
        subject: 'Re: from erin',
        text: 'answer to erin',
        second: second('22:43:04'),
      });
      store.add(75, {
        sender: ERIN,
        subject: 'Re: from erin',
        text: 'last words',
        second: second('22:43:05'),
      });
      site.deleteUser(ERIN);
    },
  },
  {
    before: 301,
    run: ({ store }, version) => {
      // 36 threads opened by six clients at once: v1 gave the same number to several of them.
      const threads = version === 'v1' ? 29 : 36;
      const at = second('22:46:09');
      for (let index = 0; index < 36; index += 1) {
        const [one, two] = index < threads ? [EXTRAS[0], EXTRAS[1]] : [EXTRAS[2], EXTRAS[3]];
        const thread = 77 + (index % threads);
        store.add(thread, { sender: one, subject: 'conc', text: 'conc', second: at }, [two]);
      }
      concurrentReplies({ store }, 77 + threads, version);
      if (version === 'v1') {
        store.add(
          107,
          { sender: ALICE, subject: 'No Subject', text: 'set-up message', second: second('22:46:12') },
          [BOB],
        );
      }
    },
  },
  {
    before: 421,
    run: ({ store }, version) => {
      store.skipTo(version === 'v1' ? 418 : 417);
    },
  },
];

/** The texts of the first answers, in the order in which they came in; `r4-0`: the first of the fifth client. */
const FIRST_REPLIES = ['r0-0', 'r2-0', 'r3-0', 'r5-0', 'r1-0', 'r0-1', 'r3-1', 'r4-0', 'r5-1'];
/** The first message of the last second: its place among the answers. */
const LAST_SECOND_FROM = { v1: 42, v2: 46 } as const;

/** Six clients answer in one thread, ten times each: the even ones are bob, the odd ones alice. */
export function concurrentReplies(
  { store }: Pick<BuddyPressEmulator, 'store'>,
  thread: number,
  version: ApiVersion,
): void {
  const begin = second(version === 'v1' ? '22:46:09' : '22:46:11');
  store.add(thread, { sender: ALICE, subject: 'conc replies', text: 'start', second: begin }, [BOB]);
  const texts = [...FIRST_REPLIES, ...laterReplies()];
  texts.forEach((text, index) => {
    const client = Number(text[1]);
    store.add(thread, {
      sender: client % 2 === 0 ? BOB : ALICE,
      subject: 'Re: conc replies',
      text,
      second: begin + (index < LAST_SECOND_FROM[version] ? 0 : 1),
    });
  });
}

/** The rest in an order of which one place is known: `r5-9` began the last second in v1. */
function laterReplies(): string[] {
  const rest: string[] = [];
  for (let round = 0; round < 10; round += 1) {
    for (let client = 0; client < 6; client += 1) rest.push(`r${String(client)}-${String(round)}`);
  }
  const open = rest.filter((text) => !FIRST_REPLIES.includes(text) && text !== 'r5-9');
  const place = LAST_SECOND_FROM.v1 - FIRST_REPLIES.length;
  return [...open.slice(0, place), 'r5-9', ...open.slice(place)];
}

/** When the rows of the content matrix were sent: the last message id of each second. */
const MATRIX_SECONDS = {
  v1: [
    [80, '22:42:55'],
    [108, '22:42:56'],
    [116, '22:42:57'],
  ],
  v2: [
    [77, '22:42:55'],
    [100, '22:42:56'],
    [116, '22:42:57'],
  ],
} as const;

/** The second in which a message of the content matrix was stored; undefined for other messages. */
export function matrixSecond(version: ApiVersion, messageId: number): number | undefined {
  if (messageId < 60) return undefined;
  const time = MATRIX_SECONDS[version].find(([last]) => messageId <= last)?.[1];
  return time === undefined ? undefined : second(time);
}

/**
 * Makes the third site: BuddyPress 15 with the plugin that serves v1, on a copy of the v2 site's tables, which differ
 * from the v1 site's in the seconds of the content matrix and in what the load tests left.
 */
export function copyForThirdSite(from: BuddyPressEmulator, to: BuddyPressEmulator): void {
  to.store.copyFrom(from.store, (message) => {
    const at = matrixSecond('v2', message.id);
    return at === undefined ? message : { ...message, second: at };
  });
  to.deleteUser(ERIN);
  const at = second('22:46:11');
  const load = (thread: number): void => {
    to.store.add(thread, { sender: EXTRAS[0], subject: 'conc', text: 'conc', second: at }, [EXTRAS[1]]);
  };
  for (let thread = 77; thread <= 112; thread += 1) load(thread);
  concurrentReplies(to, 113, 'v2');
  for (let thread = 114; thread <= 301; thread += 1) load(thread);
  to.store.skipTo(417);
}
/** The third site's copy was made before this pair. */
export const THIRD_SITE_COPY = 271;
