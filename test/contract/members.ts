import { describe, expect, it } from 'vitest';
import type { Capabilities, Connection, Part } from '../../src/platforms/index.ts';
import { textTree } from '../../src/text/index.ts';
import type { Stage } from './stage.ts';
import { ownMessages, patiently, sendText, until, useStage } from './stage.ts';
import type { Subject } from './subject.ts';
import { seen } from './texts.ts';

type Member = 'edit' | 'delete' | 'react' | 'markRead' | 'typing' | 'download';

/** Which members a connection has to have, by the data of its platform. */
const MEMBERS: Readonly<Record<Member, (capabilities: Capabilities) => boolean>> = {
  edit: (capabilities) => capabilities.edit,
  delete: (capabilities) => capabilities.delete,
  react: (capabilities) => capabilities.reactions !== 'none',
  markRead: (capabilities) => capabilities.readState,
  typing: (capabilities) => capabilities.typing,
  download: (capabilities) => capabilities.files.receive,
};

async function sendOne(stage: Stage, text: string): Promise<string> {
  await sendText(stage, text);
  return (await ownMessages(stage, 1)).at(-1)?.id ?? '';
}

function firstPart(connection: Connection, text: string): Part {
  const [part] = connection.compose({ text: textTree(text), key: 'edit' });
  if (!part) throw new Error('compose gave no part');
  return part;
}

/**
 * A test of what the data of the platform says it can do. Where it cannot, that is reported under the same name, so
 * that a capability is never left out unseen.
 */
export function itWhere(offered: boolean, promise: string, test: () => Promise<void>): void {
  if (offered) it(promise, test);
  else
    it(`${promise}: not on this platform, as its data says`, () => {
      expect(offered).toBe(false);
    });
}

export function describeMembers<Settings>(subject: Subject<Settings>): void {
  describe('what only some platforms can', () => {
    const stage = useStage(subject);
    const { capabilities } = subject.platform;

    it.each(Object.entries(MEMBERS))('has %s exactly when its data says so', (name, isOffered) => {
      expect(typeof Reflect.get(stage().connection, name)).toBe(
        isOffered(capabilities) ? 'function' : 'undefined',
      );
    });

    itWhere(capabilities.edit, 'changes an own message', async () => {
      const { connection, conversation } = stage();
      const id = await sendOne(stage(), 'before');
      await patiently(stage(), async () =>
        connection.edit?.(conversation, id, firstPart(connection, 'after <b>')),
      );
      const [own] = await ownMessages(stage(), 1);
      expect([seen(own?.shown ?? ''), own?.edited]).toEqual(['after <b>', true]);
    });

    itWhere(
      capabilities.delete,
      'removes an own message, and is content when it is gone already',
      async () => {
        const { connection, conversation, emulator } = stage();
        const id = await sendOne(stage(), 'away with it');
        await connection.delete?.(conversation, id);
        await connection.delete?.(conversation, id);
        expect((await emulator.read(conversation)).map((message) => message.id)).not.toContain(id);
      },
    );

    itWhere(
      capabilities.reactions !== 'none',
      'reacts and takes it back, each as often as asked',
      async () => {
        const { connection, conversation, emulator } = stage();
        const id = await stage().say('good news');
        const reactions = async () =>
          (await emulator.read(conversation)).find((message) => message.id === id)?.reactions?.length ?? 0;
        await connection.react?.(conversation, id, '👍');
        await connection.react?.(conversation, id, '👍');
        expect(await reactions()).toBe(1);
        const [read] = (await connection.listMessages(conversation)).slice(-1);
        const told = subject.readsNoReactions ? undefined : ['👍'];
        expect(read?.reactions?.map(({ emoji }) => emoji)).toEqual(told);
        if (!connection.unreact) return;
        await connection.unreact(conversation, id, '👍');
        await connection.unreact(conversation, id, '👍');
        expect(await reactions()).toBe(0);
      },
    );

    itWhere(capabilities.readState, 'marks a conversation as read', async () => {
      await stage().say('have you seen this?');
      await expect(stage().connection.markRead?.(stage().conversation)).resolves.toBeUndefined();
    });

    itWhere(capabilities.typing, 'shows that it is writing', async () => {
      const { connection, conversation, emulator } = stage();
      await connection.typing?.(conversation);
      if (!emulator.typing) return;
      // A service that puts it into a queue first shows it a little later.
      await until(emulator, async () => emulator.typing?.().includes(conversation) || undefined);
    });

    itWhere(capabilities.files.send, 'sends a file whole, with its name', async () => {
      const { connection, conversation, emulator } = stage();
      const bytes = Uint8Array.from({ length: 5_000 }, (_, index) => index % 251);
      const file = {
        name: 'numbers.bin',
        mimeType: 'application/octet-stream',
        kind: 'document',
        bytes,
      } as const;
      await sendText(stage(), { text: textTree('look'), key: 'file', files: [file] });
      const stored = await until(emulator, async () => {
        const own = (await emulator.read(conversation)).filter((message) => message.own);
        const attachments = own.flatMap((message) => message.attachments ?? []);
        return attachments.length > 0 ? attachments : undefined;
      });
      expect(stored).toMatchObject([{ name: 'numbers.bin', size: 5_000 }]);
      if (!capabilities.files.receive) return;
      const attachments = (await connection.listMessages(conversation)).flatMap(
        (message) => message.attachments,
      );
      const [attachment] = attachments;
      if (!attachment) throw new Error('the message came back without its file');
      expect(await connection.download?.(attachment)).toEqual(bytes);
    });

    it('opens a conversation where it can', async () => {
      const { connection, emulator } = stage();
      if (!connection.createConversation) {
        expect(connection).not.toHaveProperty('createConversation');
        return;
      }
      const people = emulator.people().slice(0, 1);
      const opened = await connection.createConversation(
        people.map(({ id }) => id),
        { name: 'A new one', text: textTree('welcome') },
      );
      expect(await connection.listMessages(opened.id)).toMatchObject([{ author: { kind: 'self' } }]);
    });

    it('names who is in a conversation where it can', async () => {
      const { connection, conversation, emulator } = stage();
      const present = await connection.participants?.(conversation);
      const known = emulator.people().map(({ id }) => id);
      if (present) expect(present.filter(({ id }) => known.includes(id)).length).toBeGreaterThan(0);
      else expect(connection).not.toHaveProperty('participants');
    });
  });
}
