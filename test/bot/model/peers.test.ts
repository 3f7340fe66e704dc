import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChatMessage, Model, ModelAnswer } from '../../../bridges/bot/contract.ts';
import type { ModelConfig } from '../../../bridges/config/bot-model.ts';
import { WEATHER, failureOf, modelAt, patience, said } from './ask.ts';
import type { Peer } from './peers.ts';
import { aimockPeer, sandboxPeer } from './peers.ts';

const RATE = { status: 429, message: 'Slow down', type: 'requests', code: 'rate_limit_exceeded' } as const;
const BROKEN = { status: 500, message: 'The server had an error', type: 'server_error' } as const;

/** The same expectations of two services, one of them not written here, by both APIs, streamed and not. */
describe.each([
  { peerName: 'the sandbox', start: sandboxPeer },
  { peerName: 'aimock', start: aimockPeer },
])('a model of $peerName', ({ start }) => {
  let peer: Peer;
  beforeEach(async () => {
    peer = await start();
  });
  afterEach(() => peer.close());

  describe.each([
    { api: 'chat', streams: false },
    { api: 'chat', streams: true },
    { api: 'responses', streams: false },
    { api: 'responses', streams: true },
  ] as const)('by $api, streamed: $streams', ({ api, streams }) => {
    const model = (settings: Partial<ModelConfig> = {}): Model =>
      modelAt({ url: peer.url, api, ...settings });
    const seen: string[] = [];
    beforeEach(() => {
      seen.length = 0;
    });
    const ask = (
      asked: Model,
      request: Parameters<Model['ask']>[0],
      signal = patience(),
    ): Promise<ModelAnswer> =>
      asked.ask(request, {
        signal,
        ...(streams ? { onText: (text: string) => void seen.push(text) } : {}),
      });

    it('answers with a text', async () => {
      peer.follow([{ said: 'hello', text: 'Hello to you, and to everybody else.' }]);
      const answer = await ask(model(), said('hello'));
      expect(answer).toMatchObject({
        text: 'Hello to you, and to everybody else.',
        toolCalls: [],
        finish: 'stop',
        model: 'scripted',
      });
      if (streams) {
        expect(seen.length).toBeGreaterThan(1);
        expect(seen.at(-1)).toBe(answer.text);
        for (const text of seen) expect(answer.text.startsWith(text)).toBe(true);
      }
    });

    it('calls a tool and answers with its result', async () => {
      peer.follow([
        {
          said: 'weather',
          afterTool: false,
          toolCalls: [{ name: 'weather', arguments: '{"town":"Köln am Rhein"}' }],
        },
        { said: 'weather', afterTool: true, text: 'It rains in Köln.' },
      ]);
      const request = said('how is the weather?', { tools: [WEATHER] });
      const first = await ask(model(), request);
      expect(first.finish).toBe('tools');
      expect(first.toolCalls).toMatchObject([{ name: 'weather', arguments: '{"town":"Köln am Rhein"}' }]);
      const [call] = first.toolCalls;
      const more: ChatMessage[] = [
        { role: 'assistant', text: first.text, toolCalls: first.toolCalls },
        { role: 'tool', callId: call?.id ?? '', text: 'rain' },
      ];
      const second = await ask(model(), { ...request, messages: [...request.messages, ...more] });
      expect(second).toMatchObject({ text: 'It rains in Köln.', finish: 'stop' });
    });

    it('passes on arguments that are no JSON, and can go on after them', async () => {
      peer.follow([
        { said: 'weather', afterTool: false, toolCalls: [{ name: 'weather', arguments: '{"town": Köln' }] },
        { said: 'weather', afterTool: true, text: 'Where?' },
      ]);
      const request = said('weather', { tools: [WEATHER] });
      const first = await ask(model(), request);
      expect(first.toolCalls).toMatchObject([{ name: 'weather', arguments: '{"town": Köln' }]);
      const more: ChatMessage[] = [
        { role: 'assistant', text: '', toolCalls: first.toolCalls },
        { role: 'tool', callId: first.toolCalls[0]?.id ?? '', text: 'These arguments are no JSON.' },
      ];
      const second = await ask(model(), { ...request, messages: [...request.messages, ...more] });
      expect(second.text).toBe('Where?');
    });

    it('is asked again after a 429 and after a 500', async () => {
      peer.follow([
        { said: 'hello', once: true, error: { ...RATE, retryAfter: 1 } },
        { said: 'hello', text: 'At last.' },
      ]);
      expect(await ask(model(), said('hello'))).toMatchObject({ text: 'At last.' });
      peer.follow([
        { said: 'hello', once: true, error: BROKEN },
        { said: 'hello', text: 'Again.' },
      ]);
      expect(await ask(model(), said('hello'))).toMatchObject({ text: 'Again.' });
      expect(peer.asked()).toEqual(['scripted', 'scripted', 'scripted', 'scripted']);
    });

    it('is not waited for longer than a minute; the next one is asked', async () => {
      peer.follow([
        { said: 'hello', model: 'scripted', error: { ...RATE, retryAfter: 61 } },
        { said: 'hello', model: 'scripted-small', text: 'I am here.' },
      ]);
      const answer = await ask(model({ names: ['scripted', 'scripted-small'] }), said('hello'));
      expect(answer).toMatchObject({ text: 'I am here.', model: 'scripted-small' });
      expect(peer.asked()).toEqual(['scripted', 'scripted-small']);
    });

    it('gives way to the next in order, and tells what became of each', async () => {
      peer.follow([
        { said: 'hello', model: 'scripted', error: BROKEN },
        {
          said: 'hello',
          model: 'scripted-small',
          error: { status: 404, code: 'model_not_found', message: 'The model does not exist' },
        },
        { said: 'hello', model: 'third', error: { status: 400, message: 'Not like this' } },
      ]);
      const names = ['scripted', 'scripted-small', 'third'];
      const error = await failureOf(ask(model({ names }), said('hello')));
      expect(peer.asked()).toEqual(['scripted', 'scripted', 'scripted-small', 'third']);
      expect(error.kind).toBe('unavailable');
      expect(error.message).toContain('"scripted" at 127.0.0.1');
      expect(error.message).toMatch(/\(2 times\): HTTP 500 "The server had an error"/);
      expect(error.message).toMatch(
        /Then "scripted-small" .*HTTP 404 .*Then "third" .*HTTP 400 "Not like this"/,
      );
      expect(error.message).not.toContain('sandbox-key');
    });

    it('ends everything when the key is wrong or nothing is left to spend', async () => {
      peer.follow([
        { said: 'hello', error: { status: 401, code: 'invalid_api_key', message: 'Incorrect: sandbox-key' } },
        { said: 'more', error: { status: 429, code: 'insufficient_quota', message: 'Nothing left' } },
      ]);
      const names = ['scripted', 'scripted-small'];
      const wrong = await failureOf(ask(model({ names }), said('hello')));
      expect(wrong.kind).toBe('auth');
      expect(wrong.message).not.toContain('sandbox-key');
      const quota = await failureOf(ask(model({ names }), said('more')));
      expect(quota.kind).toBe('quota');
      expect(peer.asked()).toEqual(['scripted', 'scripted']);
    });

    it('stops at once when it is told to', async () => {
      const arrived = Promise.withResolvers<undefined>();
      const held = Promise.withResolvers<undefined>();
      const after = async (): Promise<void> => {
        arrived.resolve(undefined);
        await held.promise;
      };
      peer.follow([{ said: 'hello', text: 'Too late', after }]);
      const stop = new AbortController();
      const asked = ask(model(), said('hello'), stop.signal);
      await arrived.promise;
      const reason = new Error('Somebody said stop');
      stop.abort(reason);
      await expect(asked).rejects.toBe(reason);
      held.resolve(undefined);
      expect(seen).toEqual([]);
    });

    if (streams) {
      it('begins anew after a stream that broke', async () => {
        const text = 'one two three four five six seven eight nine ten';
        peer.breakFirstStream({ said: 'count', text });
        expect(await ask(model(), said('count'))).toMatchObject({ text, finish: 'stop' });
        expect(peer.asked()).toHaveLength(2);
        const restart = seen.findIndex(
          (shown, index) => index > 0 && shown.length < (seen[index - 1]?.length ?? 0),
        );
        expect(restart).toBeGreaterThan(0);
        expect(seen.at(-1)).toBe(text);
      });
    }
  });
});
