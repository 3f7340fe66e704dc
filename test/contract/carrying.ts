import { describe, expect, it } from 'vitest';
import type { MessageCreated } from '../../src/model/index.ts';
import type { Root } from '../../src/text/index.ts';
import { plainText } from '../../src/text/index.ts';
import { itWhere } from './members.ts';
import type { Stage } from './stage.ts';
import { baseline, drain, ownMessages, sendText, useStage } from './stage.ts';
import type { Subject } from './subject.ts';

const BYTES = Uint8Array.from({ length: 3_000 }, (_, index) => (index * 7) % 256);

function naming(person: { id: string; name: string }, text: string): Root {
  return {
    type: 'root',
    children: [
      {
        type: 'paragraph',
        children: [
          { type: 'mention', id: person.id, name: person.name },
          { type: 'text', value: text },
        ],
      },
    ],
  };
}

/** Somebody who takes part in the conversation that the tests use. */
function somebody({ emulator, conversation }: Stage): { id: string; name: string } {
  const here = emulator.conversations().find(({ id }) => id === conversation)?.people;
  const person = emulator.people().find(({ id }) => here === undefined || here.includes(id));
  if (!person) throw new Error('nobody is here');
  return person;
}

/** What makes a copy the message itself: people named, files, and history told as the feed tells it. */
export function describeCarrying<Settings>(subject: Subject<Settings>): void {
  describe('what goes with a text', () => {
    const stage = useStage(subject);
    const { capabilities } = subject.platform;

    itWhere(capabilities.mentions, 'notifies the person whom a text mentions by id', async () => {
      const person = somebody(stage());
      await sendText(stage(), { text: naming(person, ' please look'), key: 'mention' });
      const [own] = await ownMessages(stage(), 1);
      expect(own?.mentions).toEqual([person.id]);
    });

    it('notifies nobody whom a text only names', async () => {
      const { name } = somebody(stage());
      await sendText(stage(), `@${name}, @everyone, @here and @channel`);
      const [own] = await ownMessages(stage(), 1);
      expect(own?.mentions ?? []).toEqual([]);
      expect(own?.shown).toContain(name);
    });

    itWhere(capabilities.files.receive, 'brings the file of a person whole, with its name', async () => {
      const { emulator, conversation, connection } = stage();
      const from = await baseline(stage());
      const as = somebody(stage()).id;
      const file = { name: 'plan.txt', mimeType: 'text/plain', bytes: BYTES };
      await emulator.say({ conversation, as, text: 'the plan', files: [file] });
      const { events } = await drain(stage(), from);
      const created = events.filter((event): event is MessageCreated => event.type === 'message.created');
      const attachments = created.flatMap(({ message }) => message.attachments);
      expect(attachments.map(({ name }) => name)).toEqual(['plan.txt']);
      expect(created.map(({ message }) => plainText(message.text)).join('')).toBe('the plan');
      const [attachment] = attachments;
      expect(attachment && (await connection.download?.(attachment))).toEqual(BYTES);
    });

    it('tells of a message in its history as the feed does', async () => {
      const { connection, conversation } = stage();
      const from = await baseline(stage());
      await stage().sayMany(['one', 'two']);
      const { events } = await drain(stage(), from);
      const history = (await connection.listMessages(conversation))
        .slice(-2)
        .map((message) => connection.created(message));
      const named = (list: readonly { key: string; position: string; at: string }[]) =>
        list.map(({ key, position, at }) => ({ key, position, at }));
      expect(named(history)).toEqual(named(events));
    });
  });
}
