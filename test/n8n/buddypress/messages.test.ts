import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Emulator } from '../../../bridges/sandbox/kit/index.ts';
import { startBuddyPress } from '../../../bridges/sandbox/buddypress/index.ts';
import { BuddyPressApi } from '../../../credentials/BuddyPressApi.credentials.ts';
import { BuddyPress } from '../../../nodes/BuddyPress/BuddyPress.node.ts';
import { run } from '../support/run.ts';

describe.each(['v1', 'v2'] as const)('the BuddyPress node on API %s', (version) => {
  let site: Emulator;
  let thread: string;
  beforeAll(async () => {
    site = await startBuddyPress({ version });
    thread = site.conversations()[0]?.id ?? '';
  });
  afterAll(() => site.close());

  const node = (parameters: Record<string, unknown>) => ({
    type: new BuddyPress(),
    credentialType: new BuddyPressApi(),
    credential: { ...site.accountSettings(), version: 'auto' },
    parameters: { resource: 'message', ...parameters } as Parameters<typeof run>[0]['parameters'] & object,
  });

  it('says something, with its markup', async () => {
    const { json } = await run(
      node({ operation: 'send', thread: { __rl: true, mode: 'id', value: thread }, text: 'a **bold** step' }),
    );
    const stored = await site.read(thread);
    expect(stored.at(-1)).toMatchObject({ id: json[0]?.id, own: true, shown: 'a bold step' });
  });

  it('refuses an empty text before anything is sent', async () => {
    const empty = run(
      node({ operation: 'send', thread: { __rl: true, mode: 'id', value: thread }, text: ' ' }),
    );
    await expect(empty).rejects.toThrow('The field “Text” is empty');
  });
});
