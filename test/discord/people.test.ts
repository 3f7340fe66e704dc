import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainText } from '../../src/text/index.ts';
import type { Stage } from './kit.ts';
import { openServer } from './kit.ts';

describe('people and places of Discord', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openServer();
  });
  afterEach(() => stage.close());

  it('have the names they go by on the server', async () => {
    const people = await stage.connect().participants?.(stage.general);
    expect(people).toEqual(expect.arrayContaining([...stage.server.people()]));
  });

  it('are those that were seen, where the bot may not ask for all', async () => {
    stage.server.faults.add({ kind: 'status', status: 403, match: { path: '/members' }, times: 2 });
    await stage.say('here I am');
    const people = await stage.connect().participants?.(stage.general);
    expect(people).toEqual([stage.server.people()[0]]);
  });

  it('are called by name in texts, and so are channels and roles', async () => {
    const connection = stage.connect();
    await connection.whoAmI();
    await connection.listConversations();
    const [, ben] = stage.server.people();
    await stage.server.say({
      conversation: stage.general,
      as: stage.ann,
      text: `ask @${ben?.name ?? ''} in #support`,
      mentions: [stage.ben],
    });
    const [message] = await connection.listMessages(stage.general);
    expect(message && plainText(message.text)).toBe(`ask @${ben?.name ?? ''} in #support`);
  });

  it('of a forum are its posts', async () => {
    const connection = stage.connect();
    await connection.whoAmI();
    const place = { conversation: stage.forum, as: stage.ann };
    const first = stage.server.admin.openPost({ ...place, name: 'One', text: 'one' });
    const second = stage.server.admin.openPost({ ...place, name: 'Two', text: 'two' });
    const messages = await connection.listMessages(stage.forum);
    expect(messages.map(({ id }) => id)).toEqual([first.id, second.id]);
    const inside = await connection.listMessages(stage.forum, {
      before: `${first.thread}/9999999999999999999`,
    });
    expect(inside.map(({ id }) => id)).toEqual([first.id]);
  });
});
