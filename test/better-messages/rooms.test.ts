import { describe, expect, it } from 'vitest';
import { createRoom } from '../../bridges/sandbox/better-messages/rooms.ts';
import { BOB, told, useStage } from './stage.ts';

describe('chat rooms of Better Messages', () => {
  const stage = useStage();

  it('hold up nothing else when one of them is deleted', async () => {
    const { site, room, pair } = stage();
    const cursor = await stage().baseline();
    const thread = site.site.store.thread(Number(room));
    if (!thread) throw new Error('there is no room');
    await stage().say('last words', room, BOB);
    site.site.store.removeThread(thread);
    site.site.rooms.clear();
    await stage().say('still here', pair, '4');
    expect(told((await stage().drain(cursor)).events)).toEqual(['created still here']);
  });

  it('are read from the moment on at which the account may know of them', async () => {
    const { site, connection } = stage();
    const made = createRoom(site.site, 'Back office', { can_join: ['editor'] });
    const conversation = String(made.thread);
    const scope = { conversations: [conversation] };
    const { cursor } = await connection.poll(undefined, scope);
    made.settings = { ...made.settings, can_join: ['subscriber'], can_reply: ['subscriber'] };
    await stage()
      .connect({ url: site.origin, ...site.credentials(2) })
      .client.joinChatRoom(made.id);
    await stage().say('now open', conversation);
    expect(told((await connection.poll(cursor, scope)).events)).toEqual(['created now open']);
  });

  it('lose nothing of what was said in an empty one while nobody was there', async () => {
    const { site, connection } = stage();
    const made = createRoom(site.site, 'New', { can_join: ['subscriber'], can_reply: ['subscriber'] });
    const conversation = String(made.thread);
    const scope = { conversations: [conversation] };
    const { cursor } = await connection.poll(undefined, scope);
    await stage()
      .connect({ url: site.origin, ...site.credentials(2) })
      .client.joinChatRoom(made.id);
    const texts = Array.from({ length: 100 }, (_, index) => `m${String(index)}`);
    for (const text of texts) await stage().say(text, conversation);
    expect(told((await connection.poll(cursor, scope)).events)).toEqual(
      texts.map((text) => `created ${text}`),
    );
  });

  it('are all heard that the account has joined, when all conversations matter', async () => {
    const { site, room, group, connection } = stage();
    const scope = { conversations: [], all: true };
    const { cursor } = await connection.poll(undefined, scope);
    const made = createRoom(site.site, 'Later', { can_join: ['subscriber'], can_reply: ['subscriber'] });
    createRoom(site.site, 'Not joined', { can_join: ['subscriber'], can_reply: ['subscriber'] });
    await stage().say('in the room', room, BOB);
    await stage().say('in the group', group);
    await connection.client.joinChatRoom(made.id);
    await stage()
      .connect({ url: site.origin, ...site.credentials(2) })
      .client.joinChatRoom(made.id);
    await stage().say('in a room joined later', String(made.thread));
    expect(told((await connection.poll(cursor, scope)).events)).toEqual([
      'created in the room',
      'created in the group',
      'created in a room joined later',
    ]);
  });
});
