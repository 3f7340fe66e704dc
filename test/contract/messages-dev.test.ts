import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { MessagesDevOptions } from '../../bridges/sandbox/messages-dev/index.ts';
import { startMessagesDev } from '../../bridges/sandbox/messages-dev/index.ts';
import { messagesDev } from '../../src/platforms/messages-dev/index.ts';
import { describePlatform } from './suite.ts';

const secretSchema = z.object({ secret: z.string() });

const subjectOf = (name: string, options: MessagesDevOptions): Parameters<typeof describePlatform>[0] => ({
  name,
  platform: messagesDev,
  start: () => startMessagesDev(options),
  withWrongCredentials: (settings) => ({ ...settings, apiKey: 'sk_live_of_somebody_else' }),
  goneConversation: 'cht_nobodyishere',
  readsNoReactions: true,
  sleepShorter: 200,
  signWebhook: (_settings, body, nowMs, memory) => {
    const { secret } = secretSchema.parse(JSON.parse(memory.get('webhook') ?? '{}'));
    const signature = createHmac('sha256', secret)
      .update(`${String(nowMs)}.${body}`)
      .digest('hex');
    return { 'x-webhook-timestamp': String(nowMs), 'x-webhook-signature': signature };
  },
});

describePlatform(subjectOf('messages.dev', {}));
describePlatform(subjectOf('messages.dev whose lists begin with the oldest', { order: 'oldest-first' }));
