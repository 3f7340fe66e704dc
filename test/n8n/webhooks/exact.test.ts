import { describe, expect, it } from 'vitest';
import { startChatApi } from '../../../bridges/sandbox/chat-api/index.ts';
import { startMessagesDev } from '../../../bridges/sandbox/messages-dev/index.ts';
import { createRandom } from '../../crash/random.ts';
import { startTriggerHost } from '../support/webhook.ts';
import { onChatApi, onMessagesDev } from './placed.ts';
import { handedOn, storm } from './storm.ts';

/** A run is played again with the environment variable `PARLEY_SEED`. */
const seed = process.env['PARLEY_SEED'] ?? String(Math.floor(Math.random() * 1e9));
const MESSAGES = 1000;

const systems = [
  {
    name: 'messages.dev',
    start: async () => {
      const service = await startMessagesDev({ retryAfterMs: [20, 40] });
      return { service, placed: onMessagesDev(service) };
    },
  },
  {
    name: 'Chat API',
    start: async () => {
      const service = await startChatApi();
      return { service, placed: onChatApi(service) };
    },
  },
  {
    name: 'Chat API with parallel, guaranteed hooks',
    start: async () => {
      const service = await startChatApi({ parallelHooks: true, guaranteedHooks: true, hookGapMs: 20 });
      return { service, placed: onChatApi(service) };
    },
  },
];

describe.each(systems)('the webhook trigger of $name', ({ name, start }) => {
  it(
    `hands on each of ${String(MESSAGES)} messages once and in order (seed ${seed})`,
    { timeout: 120_000 },
    async () => {
      const { service, placed } = await start();
      const n8n = await startTriggerHost(placed);
      try {
        await n8n.activate();
        const random = createRandom(`${seed} ${name}`);
        const { said, done } = await storm({ service, n8n, random, count: MESSAGES });
        console.info(`${name}, PARLEY_SEED=${seed}: ${JSON.stringify(done)}`);
        const got = handedOn(n8n);
        expect(Object.values(said).flat()).toHaveLength(MESSAGES);
        for (const [conversation, texts] of Object.entries(said)) {
          const arrived = got[conversation] ?? [];
          expect(texts.filter((text) => !arrived.includes(text))).toEqual([]);
          expect(arrived.filter((text, index) => arrived.indexOf(text) !== index)).toEqual([]);
          expect(arrived).toEqual(texts);
        }
      } finally {
        await Promise.all([n8n.close(), service.close()]);
      }
    },
  );
});
