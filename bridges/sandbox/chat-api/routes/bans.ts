import type { Hono } from 'hono';
import { readParams } from '../request.ts';
import type { Service } from '../service.ts';

/** Which numbers would be blocked. Here nobody really is. */
export function banRoutes(app: Hono, { behaviour, instance }: Service): void {
  if (behaviour.dialect === '1msg') return;

  app.get('/banSettings', (c) => c.json({ ...instance.bans, set: false }));
  app.post('/banSettings', async (c) => {
    const params = await readParams(c);
    const before = instance.bans;
    const banPhoneMask = params.text('banPhoneMask') ?? before.banPhoneMask;
    if (!maskOf(banPhoneMask)) return c.json({ error: 'banPhoneMask is no regular expression' });
    const preBanMessage = params.text('preBanMessage') ?? before.preBanMessage;
    instance.bans = { banPhoneMask, preBanMessage };
    const set = banPhoneMask !== before.banPhoneMask || preBanMessage !== before.preBanMessage;
    return c.json({ ...instance.bans, set });
  });
  app.post('/banTest', async (c) => {
    const phone = (await readParams(c)).text('phone') ?? '';
    const { banPhoneMask, preBanMessage } = instance.bans;
    // An empty mask would match everybody.
    const banned = banPhoneMask !== '' && (maskOf(banPhoneMask)?.test(phone) ?? false);
    return c.json({ banned, message: preBanMessage, phone, banPhoneMask });
  });
}

function maskOf(mask: string): RegExp | undefined {
  try {
    return new RegExp(mask);
  } catch {
    return undefined;
  }
}
