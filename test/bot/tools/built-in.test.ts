import { expect, it } from 'vitest';
import { ann, bench, elsewhere, here, said } from './kit.ts';

const ALL = { builtIn: ['search', 'handover', 'note'] } as const;

it('shows those that the configuration has', async () => {
  const all = await bench([], ALL);
  expect(await all.names()).toEqual(['search_conversation', 'hand_over', 'remember_note']);
  const withheld = await bench([], { ...ALL, handover: { byModel: false } });
  expect(await withheld.names()).toEqual(['search_conversation', 'remember_note']);
  expect(await withheld.call('hand_over', { reason: 'too hard' })).toMatchObject({ failed: true });
  const none = await bench([]);
  expect(await none.names()).toEqual([]);
  expect(await none.call('remember_note', { note: 'x' })).toMatchObject({ failed: true });
});

it('searches the conversation of the turn, and no other', async () => {
  const { call, surroundings } = await bench([], ALL);
  await said(
    surroundings.journal,
    ['1', 'The invoice is paid.', { author: { id: '8', name: 'Bob\n2026 "Ann"', kind: 'person' } }],
    ['2', 'Nothing of that.'],
    ['3', 'The invoice of others.', { conversation: elsewhere.conversation }],
  );
  const { text } = await call('search_conversation', { words: 'invoice' });
  expect(text).toMatch(/^\S+Z "Bob 2026 \\"Ann\\"" \(person\): The invoice is paid\.$/);
  expect((await call('search_conversation', { words: 'invoice' }, { in: elsewhere })).text).toContain(
    'of others',
  );
  expect(await call('search_conversation', { words: 'contract' })).toEqual({
    text: 'No earlier message of this conversation has these words.',
  });
});

it('finds neither the question itself nor what was said before a reset', async () => {
  const { call, surroundings } = await bench([], ALL);
  await said(
    surroundings.journal,
    ['asked-0', 'Where is the invoice?'],
    ['1', 'The invoice of old.', { sentAt: '2026-01-01T00:00:00.000Z' }],
    ['2', 'The invoice\nof late.', { sentAt: '2026-03-01T00:00:00.000Z' }],
  );
  await surroundings.store.saveDesk('helper', here, { resetAt: Date.parse('2026-02-01T00:00:00Z') });
  const { text } = await call('search_conversation', { words: 'invoice' });
  expect(text).toBe('2026-03-01T00:00:00.000Z "Ada" (person): The invoice of late.');
});

it.each([
  ['search_conversation', {}, /words: /],
  ['search_conversation', { words: '' }, /words: /],
  ['search_conversation', { words: 'a', limit: 1000 }, /limit: /],
  ['remember_note', { note: 'x'.repeat(301) }, /note: has more than 300 characters; shorten it/],
  ['remember_note', { note: '\u200b' }, /The note is empty/],
  ['remember_note', 'note', /not JSON/],
  ['hand_over', { reason: ' ' }, /reason: /],
])('%s says what is wrong with %j', async (name, args, reason) => {
  const { call } = await bench([], ALL);
  const { text, failed, deed } = await call(name, args);
  expect(text).toMatch(reason);
  expect({ failed, deed }).toEqual({ failed: true, deed: undefined });
});

it('keeps the newest twenty notes, each once, on one line', async () => {
  const { call, surroundings } = await bench([], ALL);
  for (let i = 1; i <= 21; i++) {
    const { deed } = await call('remember_note', { note: `note\n${String(i)}` });
    if (deed) await surroundings.store.saveDesk('helper', here, deed.state);
  }
  const { notes } = await surroundings.store.desk('helper', here);
  expect(notes).toHaveLength(20);
  expect([notes?.[0], notes?.at(-1)]).toEqual(['note 2', 'note 21']);
  expect(await call('remember_note', { note: 'note 5' })).toEqual({ text: 'This is noted already.' });
});

it('keeps all else that is known of the conversation', async () => {
  const { call, surroundings } = await bench([], ALL);
  await surroundings.store.saveDesk('helper', here, { joined: true, notes: ['a'] });
  const { deed } = await call('remember_note', { note: 'b' });
  expect(deed).toEqual({ state: { joined: true, notes: ['a', 'b'] } });
});

it('hands over to a person, by the name of the bot', async () => {
  const { call } = await bench([], ALL);
  const { text, deed } = await call('hand_over', {
    reason: 'a refund\nis asked for',
    summary: 'x'.repeat(5000),
  });
  expect(text).toContain('Say nothing more');
  expect(deed?.state.handover).toMatchObject({ reason: 'a refund is asked for', by: 'Helper' });
  expect(deed?.say).not.toBe('');
});

it('hands over once', async () => {
  const { call, surroundings } = await bench([], ALL);
  const handover = { since: 0, reason: 'asked', by: 'Ann' };
  await surroundings.store.saveDesk('helper', here, { handover });
  expect(await call('hand_over', { reason: 'again' }, { by: [ann] })).toEqual({
    text: 'The conversation is in the hands of a person already. Say nothing more.',
  });
});
