import { describe, expect, it } from 'vitest';
import type { Root } from '../../src/text/index.ts';
import { plainText } from '../../src/text/index.ts';
import { ServiceError } from '../../src/host/index.ts';
import { ownMessages, sendText, useStage } from './stage.ts';
import type { Subject } from './subject.ts';
import { NASTY, letters, seen } from './texts.ts';

/** Lines of a program that is longer than any platform's message. */
const CODE = Array.from(
  { length: 1_500 },
  (_, index) => `if (x < ${String(index)}) { call("*${String(index)}*"); }`,
);
const LONG = Array.from({ length: 4_100 }, (_, index) => `word${String(index).padStart(5, '0')}`)
  .join(' ')
  .slice(0, 41_000);

export function describeSending<Settings>(subject: Subject<Settings>): void {
  describe('sending', () => {
    const stage = useStage(subject);

    it('sends a message that appears once, where it belongs', async () => {
      const [sent] = await sendText(stage(), 'hello there');
      const own = await ownMessages(stage(), 1);
      expect(own.map(({ shown }) => seen(shown))).toEqual(['hello there']);
      if (sent?.id !== undefined) expect(own.map(({ id }) => id)).toEqual([sent.id]);
      expect((await stage().emulator.read(stage().other)).filter((message) => message.own)).toEqual([]);
    });

    it.each(NASTY)('shows %s there as it was written here', async (_what, text) => {
      const parts = await sendText(stage(), text);
      const own = await ownMessages(stage(), parts.length);
      expect(seen(own.map(({ shown }) => shown).join('\n'))).toBe(seen(text));
    });

    it.each(NASTY)('reads %s back as it was sent', async (_what, text) => {
      const parts = await sendText(stage(), text);
      await ownMessages(stage(), parts.length);
      const read = (await stage().connection.listMessages(stage().conversation)).slice(-parts.length);
      expect(seen(read.map((message) => plainText(message.text)).join('\n'))).toBe(seen(text));
    });

    it('makes something of an empty text, or says that the service refuses it', async () => {
      const sending = sendText(stage(), { text: { type: 'root', children: [] }, key: 'empty' });
      const outcome = await sending.then(
        () => 'sent' as const,
        (error: unknown) => (error instanceof ServiceError ? error.kind : error),
      );
      expect(['sent', 'invalid']).toContain(outcome);
    });

    it('brings 41,000 characters across, in order and whole', async () => {
      const parts = await sendText(stage(), LONG);
      const own = await ownMessages(stage(), parts.length);
      expect(own).toHaveLength(parts.length);
      expect(letters(own.map(({ shown }) => shown).join(' '))).toBe(letters(LONG));
    });

    it('brings a program across that has to be cut inside its code block', async () => {
      const text: Root = {
        type: 'root',
        children: [
          { type: 'paragraph', children: [{ type: 'text', value: 'The program:' }] },
          { type: 'code', value: CODE.join('\n') },
          { type: 'paragraph', children: [{ type: 'text', value: 'That was it.' }] },
        ],
      };
      const parts = await sendText(stage(), { text, key: 'program' });
      const own = await ownMessages(stage(), parts.length);
      const shown = own.map((message) => message.shown.replaceAll('```', '')).join('\n');
      expect(letters(shown)).toBe(letters(`The program:${CODE.join('')}That was it.`));
    });

    it('sends different texts to one conversation in the order of the calls', async () => {
      for (const text of ['one', 'two', 'three']) await sendText(stage(), text);
      const own = await ownMessages(stage(), 3);
      expect(own.map(({ shown }) => seen(shown))).toEqual(['one', 'two', 'three']);
    });

    it('keeps an answer with what it answers, where the platform shows answers', async () => {
      const question = await stage().say('a question');
      const [part] = stage().connection.compose({
        text: { type: 'root', children: [{ type: 'paragraph', children: [{ type: 'text', value: 'yes' }] }] },
        key: 'answer',
        replyTo: question,
      });
      if (!part) throw new Error('compose gave no part');
      await stage().connection.send(stage().conversation, part);
      const own = await ownMessages(stage(), 1);
      const shownAsAnswer = subject.platform.capabilities.replies !== 'none';
      expect(own.map(({ replyTo }) => replyTo)).toEqual([shownAsAnswer ? question : undefined]);
    });
  });
}
