import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BetterMessagesEmulator } from '../../../bridges/sandbox/better-messages/index.ts';
import { startBetterMessages } from '../../../bridges/sandbox/better-messages/index.ts';
import { FIRST_PEOPLE } from '../../../bridges/sandbox/better-messages/seed.ts';
import { pick } from '../support/pick.ts';
import { BOB, PARLEY, acting, placed } from './site.ts';

describe('the pickers of Better Messages', () => {
  let site: BetterMessagesEmulator;
  beforeEach(async () => {
    site = await startBetterMessages();
  });
  afterEach(() => site.close());

  const conversations = (filter?: string, token?: string) =>
    pick(placed(site, PARLEY), 'searchConversations', filter, token);

  it('show the conversations, and find one by its name', async () => {
    const expected = site.conversations().map(({ id, name }) => ({ name, value: id }));
    const { results, paginationToken } = await conversations();
    expect(results).toEqual(expect.arrayContaining(expected));
    expect(results).toHaveLength(expected.length);
    expect(paginationToken).toBeUndefined();
    expect((await conversations('support')).results).toEqual([expected[0]]);
  });

  it('show a conversation without a title under the names of the others', async () => {
    await acting(site, BOB)('conversation', 'create', { userIds: [PARLEY], text: 'No title' });
    expect((await conversations()).results.map(({ name }) => name)).toContain('Bob Example');
  });

  it('go on page after page, and show everything once', async () => {
    for (let number = 0; number < 120; number += 1) {
      const options = { subject: `Number ${String(number)}` };
      await acting(site, BOB)('conversation', 'create', { userIds: [PARLEY], text: 'Hello', options });
    }
    const seen: unknown[] = [];
    let pages = 0;
    for (let token: string | undefined; ; pages += 1) {
      const { results, paginationToken } = await conversations(undefined, token);
      seen.push(...results.map(({ value }) => value));
      if (paginationToken === undefined) break;
      token = String(paginationToken);
    }
    expect(pages).toBeGreaterThan(1);
    expect(seen).toHaveLength(123);
    expect(new Set(seen).size).toBe(123);
    expect((await conversations('number 77')).results.map(({ name }) => name)).toEqual(['Number 77']);
  });

  it('show people, and find one by name', async () => {
    const { results } = await pick(placed(site, PARLEY), 'searchPeople');
    expect(results.map(({ name }) => name)).toContain('Alice Example');
    expect((await pick(placed(site, PARLEY), 'searchPeople', 'bob')).results).toMatchObject([
      { name: 'Bob Example', value: String(BOB) },
    ]);
    site.site.people.set(BOB, { ...FIRST_PEOPLE[2], options: new Map(), name: 'Bob &amp; Co' });
    expect((await pick(placed(site, PARLEY), 'searchPeople', 'bob')).results).toMatchObject([
      { name: 'Bob & Co' },
    ]);
  });

  it('say what is wrong with the credential', async () => {
    const node = placed(site, PARLEY);
    const wrong = { ...node, credential: { ...node.credential, applicationPassword: 'guessed' } };
    await expect(pick(wrong, 'searchConversations')).rejects.toMatchObject({
      description: expect.stringContaining('application password') as string,
    });
  });
});
