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
    onLost: (answer: ModelAnswer) => void,
  ): Promise<ModelAnswer> => {
    const since = performance.now();
    const wasted: { readonly name: string; readonly usage: Usage }[] = [];
    let writing: { readonly name: string; text: string } | undefined;
    const attempt = async (ready: Client, name: string, deadline: Deadline) => {
      const current = { name, text: '' };
      writing = current;
      const hear = (text: string): void => {
        current.text = text;
        onText?.(text);
      };
      try {
        return await askOnce(config, ready, request, {
          name,
          dialect: dialects.of(name),
          deadline,
          onText: onText && hear,
        });
      } catch (error) {
        // Whoever ends a call has to pay for it; one that the service ended tells what it cost.
        if (!signal.aborted) writing = undefined;
        const failure = classify(error, ready.sdk);
        if (failure instanceof Failure && failure.isRefusal)
          return {
            text: '',
            toolCalls: [],
            finish: 'refused' as const,
            usage: { input: 0, output: 0, cached: 0 },
            model: name,
          };
        if (failure instanceof Failure && failure.usage) wasted.push({ name, usage: failure.usage });
        throw failure;
      }
    };
    const answer = await through(config.names, 'ask', signal, attempt).catch(async (error: unknown) => {
      for (const { name, usage } of wasted) onLost(lost(name, usage));
      if (signal.aborted && writing) {
        const ended = { ...lost(writing.name, undefined), text: writing.text };
        onLost({ ...(await withUsage(request, ended, count)), text: '' });
      }
      throw error;
    });
    const counted = await withUsage(request, answer, count);
    for (const { name, usage } of wasted) if (name !== answer.model) onLost(lost(name, usage));
    const own = wasted.filter(({ name }) => name === answer.model);
    const usage = sum([counted.usage, ...own.map((one) => one.usage)]);
    const { model, finish } = counted;
    log.debug(
      { model, host, finish, ...usage, ms: Math.round(performance.now() - since) },
      'A model answered',
    );
    return { ...counted, usage };
  };

  return {
    ask: (request, { signal, onText, onLost = () => undefined }) => ask(request, signal, onText, onLost),

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

/** A call that came to nothing, as an answer without words. */
function lost<Count extends Usage | undefined>(
  model: string,
  usage: Count,
): Omit<ModelAnswer, 'usage'> & { readonly usage: Count } {
  return { text: '', toolCalls: [], finish: 'stop', usage, model };
}
