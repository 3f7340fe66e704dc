import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/text/index.ts';
import type { Message } from '../../src/model/index.ts';
import { useStage } from './stage.ts';
import type { Subject } from './subject.ts';
import { NASTY, numbered, seen } from './texts.ts';

const textsOf = (messages: readonly Message[]): string[] => messages.map(({ text }) => seen(plainText(text)));
const idAt = (messages: readonly Message[], index: number): string => messages.at(index)?.id ?? '';

export function describeReading<Settings>(subject: Subject<Settings>): void {
  describe('reading', () => {
    const stage = useStage(subject);

    it('lists every conversation once, page by page', async () => {
      const seenIds: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await stage().connection.listConversations(
          cursor === undefined ? { limit: 2 } : { limit: 2, cursor },
        );
        seenIds.push(...page.items.map(({ id }) => id));
        cursor = page.next;
      } while (cursor !== undefined);
      expect(seenIds).toHaveLength(new Set(seenIds).size);
      expect(seenIds).toEqual(expect.arrayContaining([...stage().conversations]));
    });

    it('gives every conversation a name', async () => {
      const { items } = await stage().connection.listConversations();
      expect(items.filter(({ name }) => name.trim() === '')).toEqual([]);
      expect(items.length).toBeGreaterThanOrEqual(stage().conversations.length);
    });

    it('lists the last messages of a conversation, oldest first', async () => {
      await stage().sayMany(numbered(12));
      const messages = await stage().connection.listMessages(stage().conversation, { limit: 5 });
      expect(textsOf(messages)).toEqual(numbered(12).slice(-5));
    });

    it('walks back through a conversation without gap or repeat', async () => {
      await stage().sayMany(numbered(230));
      const walked: Message[] = [];
      let page = await stage().connection.listMessages(stage().conversation, { limit: 50 });
      while (page.length > 0) {
        walked.unshift(...page);
        page = await stage().connection.listMessages(stage().conversation, {
          limit: 50,
          before: idAt(page, 0),
        });
      }
      expect(textsOf(walked).slice(-230)).toEqual(numbered(230));
      expect(new Set(walked.map(({ id }) => id)).size).toBe(walked.length);
    });

    it('walks forward from a message without gap or repeat', async () => {
      const [first = ''] = await stage().sayMany(['the first']);
      await stage().sayMany(numbered(130));
      const walked: Message[] = [];
      let page = await stage().connection.listMessages(stage().conversation, { limit: 50, after: first });
      while (page.length > 0) {
        walked.push(...page);
        page = await stage().connection.listMessages(stage().conversation, {
          limit: 50,
          after: idAt(page, -1),
        });
      }
      expect(textsOf(walked)).toEqual(numbered(130));
    });

    it('keeps conversations apart', async () => {
      await stage().say('here');
      await stage().say('there', stage().other);
      const here = await stage().connection.listMessages(stage().conversation, { limit: 1 });
      const there = await stage().connection.listMessages(stage().other, { limit: 1 });
      expect([...textsOf(here), ...textsOf(there)]).toEqual(['here', 'there']);
    });

    it('tells of every message who wrote it, where and when', async () => {
      const before = stage().emulator.clock.now() - 2_000;
      const id = await stage().say('hello');
      const message = (await stage().connection.listMessages(stage().conversation)).at(-1);
      expect(message).toMatchObject({
        platform: subject.platform.capabilities.platform,
        account: 'here',
        conversation: stage().conversation,
        id,
      });
      const person = stage()
        .emulator.people()
        .find((one) => one.id === message?.author.id);
      // A service that shows us no names shows the id.
      expect([person?.name, person?.id]).toContain(message?.author.name);
      expect(message?.sentAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
      expect(Date.parse(message?.sentAt ?? '')).toBeGreaterThanOrEqual(before);
      expect(Date.parse(message?.sentAt ?? '')).toBeLessThanOrEqual(stage().emulator.clock.now() + 2_000);
    });

    it.each(NASTY)('reads %s as people see it there', async (_what, text) => {
      const id = await stage().say(text);
      const stored = (await stage().emulator.read(stage().conversation)).find((message) => message.id === id);
      const message = (await stage().connection.listMessages(stage().conversation)).find(
        (one) => one.id === id,
      );
      expect(message && seen(plainText(message.text))).toBe(stored && seen(stored.shown));
    });
  });
}
