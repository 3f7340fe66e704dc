import { z } from 'zod';
import type { BotConfig, Manners } from '../../../bridges/config/bot-model.ts';

const EVERYONE = 'everyone' as const;

export const botManners: Manners = {
  mode: 'always',
  allow: [],
  deny: [],
  burstMs: 0,
  meanwhile: 'join',
  answerWithinMs: 600_000,
  bots: { perMinute: 0, coolDownMs: 600_000 },
};

/** A bot as the configuration would give it, with its defaults. */
export function botConfig(overrides: Partial<BotConfig> = {}): BotConfig {
  return {
    name: 'helper',
    title: 'Robin',
    instructions: 'Help people with the garden centre.',
    model: {
      url: 'http://127.0.0.1:9/v1',
      key: 'sk-robin-0123456789',
      api: 'chat',
      names: ['scripted'],
      timeoutMs: 10_000,
      attempts: 1,
      maxOutputTokens: 200,
      prices: {},
    },
    in: [
      {
        account: 'here',
        manners: botManners,
      },
    ],
    commands: {
      prefix: '!',
      allow: {
        help: EVERYONE,
        stop: EVERYONE,
        mute: EVERYONE,
        unmute: EVERYONE,
        reset: EVERYONE,
        handover: EVERYONE,
        takeback: EVERYONE,
        usage: EVERYONE,
        join: EVERYONE,
        leave: EVERYONE,
      },
    },
    handover: { say: 'A person will take over.', sayBack: 'I am back.', byModel: true },
    memory: { messages: 40, tokens: 4000, summaryTokens: 400 },
    budget: {
      person: { day: {} },
      conversation: { day: {} },
      day: {},
      month: {},
      warnAt: 0.8,
      say: 'Later.',
      timeZone: 'Europe/Berlin',
    },
    safety: { maxLinks: 5, maxLength: 8000 },
    tools: { builtIn: [], servers: [], allow: [], timeoutMs: 30_000, callsPerTurn: 8, maxResult: 8000 },
    shape: { typing: true, stream: false, streamEveryMs: 2000, files: true },
    ...overrides,
  };
}

const part = z.union([
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('image_url'), image_url: z.object({ url: z.string() }) }),
]);
const body = z.object({
  messages: z.array(z.object({ role: z.string(), content: z.union([z.string(), z.array(part), z.null()]) })),
});

/** The messages of a request as they reached the API. */
export function sentIn(request: unknown): { role: string; content: string; pictures: string[] }[] {
  return body.parse(request).messages.map(({ role, content }) => {
    const parts = typeof content === 'string' ? [{ type: 'text' as const, text: content }] : (content ?? []);
    return {
      role,
      content: parts.flatMap((one) => (one.type === 'text' ? [one.text] : [])).join('\n'),
      pictures: parts.flatMap((one) => (one.type === 'image_url' ? [one.image_url.url] : [])),
    };
  });
}
