import path from 'node:path';
import { describe, expect } from 'vitest';
import { pictureOf } from '../../../bridges/sandbox/kit/picture.ts';
import { caseWhere, kinds, setQuickStage, textOf, texts } from './kinds.ts';

const SERVER = path.resolve('test/bot/tools/peers/stdio-server.ts');
const ADD = { name: 'sums__add', arguments: '{"a":2,"b":40}' };
const REFUSED = { name: 'sums__env', arguments: '{}' };
const WORDS = Array.from({ length: 40 }, (_, index) => `word${String(index)}`).join(' ');
const NOTE = 'notes.txt';

describe.each(kinds)('what a bot reads and writes on $service', (kind) => {
  const { service, can, peopleCan, voice } = kind;
  const services = [service];

  caseWhere(true, '', 'takes tools of a server, as far as it may', async () => {
    const stage = await setQuickStage({
      services,
      bot: {
        tools: {
          servers: { sums: { command: process.execPath, args: [SERVER, 'few'] } },
          allow: ['sums.add'],
        },
      },
      api: {
        script: [
          { when: { said: 'sum', afterTool: false }, answer: { toolCalls: [ADD, REFUSED] } },
          {
            when: { afterTool: true },
            answer: ({ toolResults, tools }) => ({
              text: `The sum is ${toolResults.some((result) => result.includes('42')) ? 'right' : 'wrong'}, of ${String(tools.filter((name) => name.startsWith('sums__')).length)} tool.`,
            }),
          },
        ],
      },
    });
    await stage.say('What is the sum?');
    expect(textOf((await stage.own(1))[0])).toContain('The sum is right, of 1 tool.');
    await stage.ended(1);
    const called = stage.log.filter(({ message }) => message === 'a tool was called');
    expect(called.map(({ fields }) => fields['failed'])).toEqual([false, true]);
    expect(stage.asked()).toBe(2);
  });

  caseWhere(
    true,
    '',
    can.edit ? 'shows an answer while it is written' : 'says an answer as a whole',
    async () => {
      const stage = await setQuickStage({
        services,
        bot: { shape: { stream: true, streamEvery: '500ms' } },
        api: { script: [{ answer: { text: WORDS } }], everyMs: 40 },
      });
      await stage.say('Tell me everything.');
      const shown = new Set<string>();
      await stage.look(async () => {
        const [own] = await texts(stage);
        if (own !== undefined) shown.add(own);
        return own?.endsWith('word39') ? true : undefined;
      });
      await stage.ended(1);
      await stage.delivered();
      expect(await texts(stage)).toEqual([WORDS]);
      expect(shown.size > 1).toBe(can.edit);
      expect([...shown].every((text) => WORDS.startsWith(text))).toBe(true);
      expect(stage.asked()).toBe(1);
    },
  );

  caseWhere(peopleCan.attach, 'people attach no files', 'looks at pictures and reads files', async () => {
    const stage = await setQuickStage({ services });
    const bytes = pictureOf('#336699');
    await stage.say('What is this?', { files: [{ name: 'blue.png', mimeType: 'image/png', bytes }] });
    expect(textOf((await stage.own(1))[0])).toContain('I was shown 1 picture');
    expect(stage.api.requests().at(-1)?.text).toContain(Buffer.from(bytes).toString('base64'));
    const text = Buffer.from('The door code is 4711.');
    await stage.say('And this?', { files: [{ name: NOTE, mimeType: 'text/plain', bytes: text }] });
    await stage.own(2);
    const request = stage.api.requests().at(-1)?.text ?? '';
    expect(request).toContain(NOTE);
    expect(request).toContain('The door code is 4711.');
    expect(stage.asked()).toBe(2);
  });

  caseWhere(
    voice !== undefined,
    'nobody records voice notes in the sandbox',
    'has voice notes written down',
    async () => {
      const stage = await setQuickStage({ services, bot: { shape: { transcription: 'whisper-1' } } });
      const bytes = Buffer.from('OggS a voice');
      await stage.say('', { files: [{ name: '', mimeType: '', ...voice, bytes }] });
      await stage.own(1);
      const paths = stage.api.requests().map(({ path: at }) => at.replace(/^.*\/v1/, ''));
      expect(paths).toEqual(['/audio/transcriptions', '/chat/completions']);
      expect(stage.api.requests().at(-1)?.text).toContain('[voice note, written down]');
    },
  );
});
