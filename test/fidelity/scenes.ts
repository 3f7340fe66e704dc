import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EmulatedMessage, EmulatedPerson } from '../../bridges/sandbox/kit/index.ts';
import type { Seat } from './stage.ts';
import { HANDLE } from './stage.ts';

/** What is tried with every pair. */
export const DEEDS = [
  'text',
  'edit',
  'delete',
  'reply',
  'reply to a copy',
  'reaction',
  'reaction taken back',
  'reaction to a copy',
  'file',
  'mention',
  'typing',
] as const;
export type Deed = (typeof DEEDS)[number];

/** What is to be seen in a conversation; undefined when it is, else what is missing. */
export type Look = (messages: readonly EmulatedMessage[]) => string | undefined;

/** One thing that people of a service do, and what each other side should then show. */
export interface Scene {
  readonly deed: Deed;
  /** What has been said before, on all sides, when it is done. */
  prepare?(): Promise<void>;
  /** Whether what `prepare` said is there. */
  prepared?(target: Seat): Look;
  /** Rejects where people of the service cannot. */
  act(): Promise<void>;
  expected(target: Seat): Look;
}

const EMOJI = '👍';

/** The scenes of one service, in the order in which they are to be played. */
export function scenesOf(seat: Seat): Scene[] {
  const { emulator, conversation, speaker, captain, capabilities, name } = seat;
  const as = speaker.id;
  const tag = (word: string): string => `${word} (${name})`;
  const say = async (text: string, more: object = {}): Promise<string> =>
    (await emulator.say({ conversation, as, text, ...more })).id;
  const itself = async (id: string): Promise<EmulatedMessage | undefined> =>
    (await emulator.read(conversation)).find((message) => message.id === id);
  /** The copies of what people of the other services said with this word. */
  const copiesOf = async (word: string): Promise<{ id: string; from: string }[]> =>
    (await emulator.read(conversation)).flatMap(({ id, own, shown }) => {
      const from = new RegExp(`^(?:.*: )?${word} \\((.+?)\\)$`).exec(shown)?.[1];
      return own && from !== undefined ? [{ id, from }] : [];
    });
  let [edited, deleted, answered, reacted] = ['', '', '', ''];
  const there =
    (text: string): NonNullable<Scene['prepared']> =>
    (target) =>
      one(text, isCopyOf(target, speaker, text));
  // Some services let nobody react to an own message.
  const reaction = { conversation, as: captain.id, emoji: EMOJI };

  return [
    { deed: 'text', act: async () => void (await say(tag('words'))), expected: there(tag('words')) },
    {
      deed: 'edit',
      prepare: async () => void (edited = await say(tag('draft'))),
      prepared: there(tag('draft')),
      act: () => emulator.edit({ conversation, as, id: edited, text: tag('final draft') }),
      expected: (target) => afterEdit(target, speaker, tag('draft'), tag('final draft')),
    },
    {
      deed: 'delete',
      prepare: async () => void (deleted = await say(tag('slip'))),
      prepared: there(tag('slip')),
      act: () => emulator.delete({ conversation, as, id: deleted }),
      expected: (target) => afterDeletion(target, tag('slip')),
    },
    {
      deed: 'reply',
      prepare: async () => void (answered = await say(tag('question'))),
      prepared: there(tag('question')),
      async act() {
        const id = await say(tag('answer'), { replyTo: answered });
        if ((await itself(id))?.replyTo === undefined) throw new Error('People cannot answer here.');
      },
      expected: (target) => asReply(target, tag('question'), tag('answer')),
    },
    {
      deed: 'reply to a copy',
      async act() {
        let isReply = false;
        for (const { id, from } of await copiesOf('question')) {
          const answer = await say(`${tag('thanks')} for (${from})`, { replyTo: id });
          isReply ||= (await itself(answer))?.replyTo !== undefined;
        }
        if (!isReply) throw new Error('People cannot answer here.');
      },
      expected: (target) => asReplyToOriginal(target, 'question', `${tag('thanks')} for (${target.name})`),
    },
    {
      deed: 'reaction',
      prepare: async () => void (reacted = await say(tag('joke'))),
      prepared: there(tag('joke')),
      act: () => emulator.react({ ...reaction, id: reacted }),
      expected: (target) => withReaction(target, captain, tag('joke')),
    },
    {
      deed: 'reaction taken back',
      act: () => emulator.react({ ...reaction, id: reacted, remove: true }),
      expected: (target) => withoutReaction(target, tag('joke')),
    },
    {
      deed: 'reaction to a copy',
      async act() {
        for (const { id } of await copiesOf('question')) await emulator.react({ ...reaction, id });
      },
      expected: (target) => withReactionOnOriginal(target, 'question'),
    },
    {
      deed: 'file',
      async act() {
        const files = [{ name: `${name}.txt`, mimeType: 'text/plain', bytes: bytesOf(name) }];
        const id = await say(tag('file'), { files });
        if (!(await itself(id))?.attachments?.length) throw new Error('People cannot attach files here.');
      },
      expected: (target) => withFile(target, capabilities.files.receive, name, tag('file')),
    },
    {
      deed: 'mention',
      async act() {
        if (!capabilities.mentions) await say(`${tag('call')} @${HANDLE}`);
        else await say(`${tag('call')} @${captain.name}`, { mentions: [captain.id] });
      },
      expected: (target) => withMention(target, tag('call')),
    },
    {
      deed: 'typing',
      async act() {
        if (!capabilities.signals.includes('typing'))
          throw new Error('Nobody is told that people write here.');
        await emulator.type?.({ conversation, as });
      },
      expected: (target) => () => (isShownTyping(target) ? undefined : 'nobody is shown as writing'),
    },
  ];
}

/** Waits until nothing is missing any more. @returns what still is */
export async function missing(
  looks: readonly { readonly target: Seat; readonly look: Look }[],
  withinMs: number,
): Promise<(string | undefined)[]> {
  const end = Date.now() + withinMs;
  for (;;) {
    const read = new Map<Seat, readonly EmulatedMessage[]>();
    for (const { target } of looks) {
      if (!read.has(target)) read.set(target, await target.emulator.read(target.conversation));
    }
    const found = looks.map(({ target, look }) => look(read.get(target) ?? []));
    if (found.every((it) => it === undefined) || Date.now() > end) return found;
    await sleep(25);
  }
}

/** Nothing is to be seen where our account cannot show it. */
function isShownTyping({ capabilities, emulator, conversation }: Seat): boolean {
  return !capabilities.typing || emulator.typing?.().includes(conversation) !== false;
}

function bytesOf(name: string): Uint8Array {
  return new TextEncoder().encode(`the very bytes of ${name}`);
}

function holding(messages: readonly EmulatedMessage[], text: string): EmulatedMessage[] {
  return messages.filter((message) => message.own && message.shown.includes(text));
}

/** Exactly one copy holds the text, and it is as it should be. */
function one(text: string, check: (copy: EmulatedMessage, all: readonly EmulatedMessage[]) => boolean): Look {
  return (messages) => {
    const copies = holding(messages, text);
    const [copy] = copies;
    if (copies.length === 1 && copy && check(copy, messages)) return undefined;
    return `of "${text}" there is ${JSON.stringify(copies)}`;
  };
}

/** Some services tell programs no names: there people are called by their ids. */
function namesOf({ name, id }: EmulatedPerson): string[] {
  return [name, id];
}

function isCopyOf({ capabilities }: Seat, author: EmulatedPerson, text: string) {
  return (copy: EmulatedMessage): boolean =>
    namesOf(author).some((name) =>
      capabilities.author === 'prefix'
        ? copy.shown === `${name}: ${text}`
        : copy.shown === text && copy.authorName === name,
    );
}

function afterEdit(target: Seat, author: EmulatedPerson, before: string, after: string): Look {
  if (target.capabilities.edit) {
    return (messages) =>
      holding(messages, before).some(({ shown }) => !shown.includes(after))
        ? `the old text is still there`
        : one(after, isCopyOf(target, author, after))(messages);
  }
  return one(after, (copy) => copy.shown.endsWith(`[edited] ${after}`));
}

function afterDeletion({ capabilities }: Seat, text: string): Look {
  return (messages) => {
    const left = holding(messages, text);
    if (capabilities.delete) return left.length === 0 ? undefined : 'the copy is still there';
    return left.length === 2 && left[1]?.shown.includes('[deleted]') ? undefined : 'nothing tells of it';
  };
}

function asReply({ capabilities }: Seat, question: string, answer: string): Look {
  return one(answer, (copy, messages) => {
    if (capabilities.replies === 'none') return copy.shown.includes(question);
    return copy.replyTo !== undefined && copy.replyTo === holding(messages, question)[0]?.id;
  });
}

function isOriginal({ name }: Seat, word: string) {
  return ({ own, shown }: EmulatedMessage): boolean => !own && shown === `${word} (${name})`;
}

function asReplyToOriginal(target: Seat, word: string, answer: string): Look {
  return one(answer, (copy, messages) => {
    if (target.capabilities.replies === 'none') return copy.shown.includes(`${word} (${target.name})`);
    return copy.replyTo !== undefined && copy.replyTo === messages.find(isOriginal(target, word))?.id;
  });
}

/** What takes one of a few may have no such reaction on this message; then words stand for it. */
function withReaction({ capabilities }: Seat, author: EmulatedPerson, text: string): Look {
  const isShown = one(text, ({ reactions }) => reactions?.some(({ emoji }) => emoji === EMOJI) === true);
  if (capabilities.reactions === 'any') return isShown;
  const isTold: Look = capabilities.edit
    ? one(text, ({ shown }) => namesOf(author).some((name) => shown.endsWith(`${EMOJI} ${name}`)))
    : tellsOf(text);
  return (messages) => {
    const isNative = capabilities.reactions !== 'none' && isShown(messages) === undefined;
    return isNative ? undefined : isTold(messages);
  };
}

/** Somebody else's message cannot be changed, so there is no line under it. */
function withReactionOnOriginal(target: Seat, word: string): Look {
  return (messages) => {
    const { reactions = [] } = messages.find(isOriginal(target, word)) ?? {};
    if (reactions.some(({ emoji }) => emoji === EMOJI)) return undefined;
    return target.capabilities.reactions === 'none'
      ? tellsOf(`${word} (${target.name})`)(messages)
      : 'the original shows no reaction';
  };
}

function tellsOf(text: string): Look {
  return (messages) =>
    holding(messages, text).some(({ shown }) => shown.includes(`reacted ${EMOJI} to`))
      ? undefined
      : 'nothing tells of it';
}

function withoutReaction({ capabilities, takesBack }: Seat, text: string): Look {
  // A message that told of it stays, and so does what cannot be taken back.
  if (capabilities.reactions === 'none' ? !capabilities.edit : !takesBack) return () => undefined;
  return one(text, ({ reactions, shown }) => (reactions ?? []).length === 0 && !shown.includes(EMOJI));
}

function withFile({ capabilities }: Seat, isHandedOut: boolean, name: string, text: string): Look {
  return (messages) => {
    const [said] = holding(messages, text);
    if (!said) return 'the text is not there';
    if (!capabilities.files.send || !isHandedOut) {
      return said.shown.includes(`${name}.txt`) ? undefined : 'no line stands for the file';
    }
    const hash = createHash('sha256').update(bytesOf(name)).digest('hex');
    const files = messages.filter(
      ({ own, attachments }) => own && attachments?.some(({ sha256 }) => sha256 === hash),
    );
    return files.length === 1 ? undefined : `the bytes are there ${String(files.length)} times`;
  };
}

function withMention({ capabilities, captain }: Seat, text: string): Look {
  return one(text, ({ mentions = [], shown }) =>
    capabilities.mentions
      ? mentions.length === 1 && mentions[0] === captain.id
      : mentions.length === 0 && shown.includes('@'),
  );
}
