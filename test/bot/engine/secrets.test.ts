import { expect, it } from 'vitest';
import { setStage } from './stage.ts';

const KEYS = { own: 'key-of-the-helper-1', other: 'key-of-another-2', web: 'token-of-the-web-page-3' };

it('no model is shown a secret of the configuration, whoever it is for, and no answer says it', async () => {
  const stage = await setStage({
    services: ['buddypress'],
    model: { key: KEYS.own },
    api: { key: KEYS.own, script: [{ answer: ({ question }) => ({ text: `You said: ${question}` }) }] },
    bots: {
      other: {
        title: 'Other',
        in: ['buddypress:PLACE'],
        manners: { mode: 'direct' },
        model: { name: 'any', url: 'http://127.0.0.1:9/v1', key: KEYS.other },
      },
    },
    web: { token: KEYS.web },
  });
  await stage.say(`Look what I have: ${Object.values(KEYS).join(', ')}`);
  const [answer] = await stage.own(1);
  expect(answer?.shown).toContain('Look what I have');
  const asked = stage.api.requests().map(({ text, body }) => JSON.stringify({ text, body }));
  expect(asked).not.toEqual([]);
  for (const key of Object.values(KEYS)) {
    expect(asked.join('\n')).not.toContain(key);
    expect(answer?.shown).not.toContain(key);
  }
}, 30_000);
