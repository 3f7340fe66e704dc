import { z } from 'zod';
import type { Model, ModelAnswer, ModelRequest, Usage } from '../contract.ts';
import { ModelError } from '../model-error.ts';
import type { CreateModel } from '../parts.ts';
import { askOnce } from './ask.ts';
import { throughAttempts } from './attempts.ts';
import { classify } from './classify.ts';
import { bodyOf } from './body.ts';
import type { Client } from './client.ts';
import { lazyClient } from './client.ts';
import type { Deadline } from './deadline.ts';
import { underDeadline } from './deadline.ts';
import { Dialects } from './dialect.ts';
import { Failure } from './failure.ts';
import { sum, withUsage } from './usage.ts';

const moderationSchema = z.object({ results: z.array(z.object({ flagged: z.boolean() })).min(1) });
const transcriptionSchema = z.object({ text: z.string() });

/** The models of one service behind one key. Nothing is connected or loaded before the first call. */
export const createModel: CreateModel = (config, safety, shape, log, count): Model => {
  const client = lazyClient(config);
  const { host } = new URL(config.url);
  const dialects = new Dialects(host);
  const secrets = config.key === undefined ? [] : [config.key];

  /** Tries models in order; `call` is one attempt. */
  const through = async <T>(
    names: readonly string[],
    verb: string,
    signal: AbortSignal,
    call: (client: Client, name: string, deadline: Deadline) => Promise<T>,
  ): Promise<T> => {
    const ready = await client();
    const once = (name: string): Promise<T> =>
      underDeadline(config.timeoutMs, signal, (deadline) => call(ready, name, deadline));
    const options = { names, attempts: config.attempts, verb, host, secrets, signal, log };
    return throughAttempts(options, async (name) => {
      for (;;) {
        try {
          return await once(name);
        } catch (error) {
          signal.throwIfAborted();
          const failure = classify(error, ready.sdk);
          if (!(failure instanceof Failure) || !dialects.learn(name, failure)) throw failure;
        }
      }
    });
  };

  const ask = async (
    request: ModelRequest,
    signal: AbortSignal,
    onText: ((text: string) => void) | undefined,
  ): Promise<ModelAnswer> => {
    const since = performance.now();
    const wasted: Usage[] = [];
    const answer = await through(config.names, 'ask', signal, async (ready, name, deadline) => {
      try {
        return await askOnce(config, ready, request, {
          name,
          dialect: dialects.of(name),
          deadline,
          onText,
        });
      } catch (error) {
        const failure = classify(error, ready.sdk);
        if (failure instanceof Failure && failure.isRefusal)
          return {
            text: '',
            toolCalls: [],
            finish: 'refused' as const,
            usage: { input: 0, output: 0, cached: 0 },
            model: name,
          };
        if (failure instanceof Failure && failure.usage) wasted.push(failure.usage);
        throw failure;
      }
    });
    const counted = await withUsage(request, answer, count);
    const usage = sum([counted.usage, ...wasted]);
    const { model, finish } = counted;
    log.debug(
      { model, host, finish, ...usage, ms: Math.round(performance.now() - since) },
      'A model answered',
    );
    return { ...counted, usage };
  };

  return {
    ask: (request, { signal, onText }) => ask(request, signal, onText),

    moderate: async (text, signal) => {
      const { moderation } = safety;
      if (moderation === undefined) return false;
      return through([moderation], 'have a text checked by', signal, async ({ api }, model, deadline) => {
        const options = { signal: deadline.signal };
        const body = await bodyOf(api.moderations.create({ model, input: text }, options));
        return moderationSchema.parse(body).results.some(({ flagged }) => flagged);
      });
    },

    transcribe: async (file, signal) => {
      const { transcription } = shape;
      if (transcription === undefined)
        throw new ModelError(
          'invalid',
          `Could not have "${file.name}" written down: no model is named for that. Name one, or leave voice notes alone.`,
        );
      return through(
        [transcription],
        'have a voice note written down by',
        signal,
        async (ready, model, deadline) => {
          // A copy of the bytes, as an own buffer: what is given may be part of a larger one.
          const upload = new File([Uint8Array.from(file.bytes)], file.name, { type: file.mimeType });
          const options = { signal: deadline.signal };
          const body = await bodyOf(ready.api.audio.transcriptions.create({ model, file: upload }, options));
          return transcriptionSchema.parse(body).text;
        },
      );
    },
  };
};
