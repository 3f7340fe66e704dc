import { z } from 'zod';
import type { Emulator } from '../../../bridges/sandbox/kit/index.ts';
import type { LiveSystem } from './contract.ts';
import { byId, firstConversation, from } from './contract.ts';

const settingsSchema = z.object({ url: z.string(), apiKey: z.string(), line: z.string() });
const webhooksSchema = z.object({ data: z.array(z.object({ url: z.string() })) });

const settingsOf = (emulator: Emulator) => settingsSchema.parse(emulator.accountSettings());

export const messagesDev: LiveSystem = {
  node: 'messagesDev',
  accounts: [
    {
      service: 'messages-dev',
      credential: 'messagesDevApi',
      data: settingsOf,
      bad: (emulator) => ({
        'a wrong key': { ...settingsOf(emulator), apiKey: 'sk_live_wrong' },
        'an address without a service': { ...settingsOf(emulator), url: 'http://127.0.0.1:9' },
      }),
    },
  ],
  values: (emulator) => ({
    conversation: byId(firstConversation(emulator)),
    text: 'From *n8n*',
    messageId: from('message.send', 'id'),
    fileId: from('file.upload', 'id'),
    outboxId: from('message.send without waiting', 'outboxId'),
    url: 'http://127.0.0.1:9/elsewhere',
    webhookId: from('webhook.create', 'id'),
  }),
  files: { 'message.sendAudio': 'audio/mp3' },
  first: () => [
    { operation: 'message.send' },
    {
      operation: 'message.send',
      name: 'message.send without waiting',
      parameters: { options: { wait: false } },
    },
    { operation: 'file.upload' },
    { operation: 'webhook.create' },
  ],
  last: () => [],
  webhook: {
    async addresses(emulator) {
      const { url, apiKey, line } = settingsOf(emulator);
      const answer = await fetch(`${url}/webhooks?from=${encodeURIComponent(line)}`, {
        headers: { authorization: `Bearer ${apiKey}` },
      });
      return webhooksSchema.parse(await answer.json()).data.map((webhook) => webhook.url);
    },
    forged: () => ({
      headers: {
        'x-webhook-signature': '0'.repeat(64),
        'x-webhook-timestamp': String(Date.now()),
        'x-webhook-delivery-id': 'dlv_forged',
      },
      body: JSON.stringify({ event: 'message.received', data: {}, timestamp: Date.now() }),
    }),
  },
};
