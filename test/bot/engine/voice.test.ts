import { describe, expect, it } from 'vitest';
import { setStage } from './stage.ts';

const NOTE = { name: 'note.ogg', mimeType: 'audio/ogg', bytes: new Uint8Array([79, 103, 103, 83]) };

describe('a voice note', { timeout: 30_000 }, () => {
  it('is written down once and shown to the model, where a model for that is named', async () => {
    const stage = await setStage({ services: ['chat-api'], bot: { shape: { transcription: 'whisper-1' } } });
    await stage.say('', { files: [NOTE] });
    await stage.own(1);
    const at = (part: string) => stage.api.requests().filter(({ path }) => path.includes(part));
    expect(at('transcriptions')).toHaveLength(1);
    expect(at('completions')).toHaveLength(1);
    await stage.stop();
    const { turns } = await stage.journal(async (journal) => ({
      turns: await journal.turns.turns({ bot: 'helper' }),
    }));
    expect(turns.map(({ state }) => state)).toEqual(['answered']);
    expect(at('completions')[0]?.text).toContain('what a script wrote down of');
  });

  it('that cannot be written down does not keep the rest from being answered', async () => {
    const stage = await setStage({
      services: ['chat-api'],
      model: { attempts: 1, fallback: [] },
      bot: { shape: { transcription: 'whisper-1' } },
    });
    stage.api.faults.add({ kind: 'status', status: 500, times: 5, match: { path: 'transcriptions' } });
    await stage.say('', { files: [NOTE] });
    await stage.own(1);
    expect(stage.log.some(({ message }) => message === 'a voice note could not be written down')).toBe(true);
  });
});
