import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LLMock } from '@copilotkit/aimock';
import type { ModelEmulator } from '../../../bridges/sandbox/model/index.ts';
import { startModelApi } from '../../../bridges/sandbox/model/index.ts';
import { failureOf, modelAt, patience } from './ask.ts';

const NOTE = {
  name: 'note.ogg',
  mimeType: 'audio/ogg',
  bytes: new TextEncoder().encode('xOggSx').subarray(1, 5),
};

describe('the calls beside the chat', () => {
  let service: ModelEmulator;
  beforeEach(async () => {
    service = await startModelApi();
  });
  afterEach(() => service.close());

  it('have texts checked', async () => {
    const model = modelAt({ url: service.url }, { moderation: 'omni-moderation-latest' });
    expect(await model.moderate('I will kill you', patience())).toBe(true);
    expect(await model.moderate('What a nice day', patience())).toBe(false);
  });

  it('check nothing without a model for it', async () => {
    expect(await modelAt({ url: service.url }).moderate('I will kill you', patience())).toBe(false);
    expect(service.requests()).toEqual([]);
  });

  it('have voice notes written down', async () => {
    const model = modelAt({ url: service.url }, { transcription: 'whisper-1' });
    expect(await model.transcribe(NOTE, patience())).toContain('note.ogg, 4 bytes');
  });

  it('tell what cannot be written down', async () => {
    const model = modelAt({ url: service.url }, { transcription: 'whisper-1' });
    const error = await failureOf(model.transcribe({ ...NOTE, name: 'note.txt' }, patience()));
    expect(error.kind).toBe('invalid');
    expect(error.message).toContain('Unrecognized file format');
    expect(error.message).toContain('have a voice note written down by the model "whisper-1"');
    const none = await failureOf(modelAt({ url: service.url }).transcribe(NOTE, patience()));
    expect(none.kind).toBe('invalid');
  });

  it('are tried again, and tell what does not work', async () => {
    const model = modelAt(
      { url: service.url },
      { moderation: 'omni-moderation-latest', transcription: 'no-such-model' },
    );
    service.faults.add({ kind: 'malformed' });
    service.faults.add({ kind: 'status', status: 503 });
    const error = await failureOf(model.moderate('nice', patience()));
    expect(error.kind).toBe('protocol');
    expect(error.message).toContain('(2 times)');
    expect(await model.moderate('nice', patience())).toBe(false);
    expect((await failureOf(model.transcribe(NOTE, patience()))).kind).toBe('no-model');
  });

  it('work with a service that was not written here', async () => {
    const mock = new LLMock({ port: 0, logLevel: 'silent' });
    await mock.start();
    try {
      mock.onModerate('bad', { flagged: true, categories: { violence: true } });
      mock.onTranscription({ transcription: { text: 'Hello from a note' } });
      const settings = { url: `${mock.url}/v1` };
      const model = modelAt(settings, { moderation: 'omni-moderation-latest', transcription: 'whisper-1' });
      expect(await model.moderate('a bad word', patience())).toBe(true);
      expect(await model.transcribe(NOTE, patience())).toBe('Hello from a note');
    } finally {
      await mock.stop();
    }
  });
});
