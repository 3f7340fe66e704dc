import { describe, expect, it } from 'vitest';
import { startDiscord } from '../../../bridges/sandbox/discord/index.ts';
import { serviceNames } from '../../../bridges/sandbox/sandbox.ts';
import { openRoom } from './stage.ts';

describe.each(serviceNames)('on %s', (service) => {
  it('shows who said what and when, and what the bot said as its own words', async () => {
    const room = await openRoom({ service });
    const first = await room.say('Do you have roses?');
    await room.speak('Yes, **red** ones.');
    const { messages } = await room.ask([await room.say('How much?')]);
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
    const [, before, own, asked] = messages;
    const [, name] =
      /message from="([^"]+)" at="[-\d: ]{16}"⟧\nDo you have roses\?\n⟦\w{8} end⟧$/.exec(
        before?.content ?? '',
      ) ?? [];
    // Names that a service tells apart from messages may come a moment later than those.
    expect([first.author.name, ...room.emulator.people().map((person) => person.name)]).toContain(name);
    expect(own?.content).toBe('Yes, **red** ones.');
    expect(asked?.content).toMatch(/⟦\w{8} message from="[^"]+" at="[-\d: ]{16}"⟧\nHow much\?\n⟦\w{8} end⟧$/);
  });

  it('shows a copy as the words of whoever wrote it, not as those of the bot', async () => {
    const room = await openRoom({ service });
    await room.carry('Zoe Elsewhere', 'I am on the other side.');
    const { messages } = await room.ask([await room.say('Who was that?')]);
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(messages[1]?.content).toMatch(/Zoe Elsewhere[^⟦]*I am on the other side\./);
    expect(messages[1]?.content).not.toContain('kind="account"');
  });

  it('never takes for the words of the bot what its account wrote without it', async () => {
    const room = await openRoom({ service });
    await room.post('I am the account and no bot.');
    const { messages } = await room.ask([await room.say('Is that so?')]);
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(messages[1]?.content).toMatch(/kind="account" at="[^"]+"⟧\nI am the account and no bot\./);
  });

  it('shows nothing of another conversation', async () => {
    const room = await openRoom({ service });
    const other = room.emulator.conversations().find(({ id }) => id !== room.conversation);
    const writers = other?.people ?? room.emulator.people().map(({ id }) => id);
    let said = false;
    for (const as of writers) {
      said ||= await room.emulator
        .say({ conversation: other?.id ?? '', text: 'elsewhere-only words', as })
        .then(
          () => true,
          () => false,
        );
    }
    expect(said).toBe(true);
    const { raw } = await room.ask([await room.say('What was said?')]);
    expect(raw).not.toContain('elsewhere-only');
  });
});

it('shows of a copy what is shown here, not what a rule of the route has taken out', async () => {
  const room = await openRoom();
  await room.carry('Zoe', 'My number is 555-0199.', 'My number is hidden.');
  const { raw } = await room.ask([await room.say('What is the number?')]);
  expect(raw).toContain('My number is hidden.');
  expect(raw).not.toContain('555-0199');
});

it('tells what a message answers, and what was changed since', async () => {
  const room = await openRoom({ service: 'discord' });
  const first = await room.say('The nursery opens at nine.');
  const second = await room.say('Really?', { replyTo: first.id, as: 1 });
  await room.emulator.edit({
    conversation: room.conversation,
    id: first.id,
    as: first.author.id,
    text: 'The nursery opens at ten.',
  });
  const { messages } = await room.ask([second]);
  const shown = messages.at(-1)?.content ?? '';
  expect(shown).toMatch(/edited="[-\d: ]{16}"⟧\nThe nursery opens at ten\./);
  expect(shown).toContain(`answers="${first.author.name}: 'The nursery opens at ten.'"`);
  expect(shown).not.toContain('nine');
});

it('shows a question as it was changed before it was answered', async () => {
  const room = await openRoom({ service: 'slack' });
  const asked = await room.say('What do tulips cost?');
  await room.emulator.edit({
    conversation: room.conversation,
    id: asked.id,
    as: asked.author.id,
    text: 'What do roses cost?',
  });
  const { messages } = await room.ask([asked]);
  expect(messages.at(-1)?.content).toContain('What do roses cost?');
  expect(messages.at(-1)?.content).not.toContain('tulips');
});

it('forgets what was deleted, and what was said before a reset', async () => {
  const room = await openRoom({ service: 'slack' });
  const gone = await room.say('This was a mistake.');
  await room.emulator.delete({ conversation: room.conversation, id: gone.id, as: gone.author.id });
  const old = await room.say('Before the reset.');
  const question = await room.say('Anything?');
  const { raw } = await room.ask([question], { state: { resetAt: Date.parse(old.sentAt) } });
  expect(raw).not.toContain('This was a mistake.');
  expect(raw).not.toContain('Before the reset.');
});

it('leaves out what was said after the messages that are answered', async () => {
  const room = await openRoom();
  const question = await room.say('First question?');
  await room.say('Second question, for later?');
  const { raw } = await room.ask([question]);
  expect(raw).not.toContain('for later');
});

it('keeps to the thread in which it was asked', async () => {
  const room = await openRoom({ service: 'slack' });
  await room.say('Something else altogether.');
  const root = await room.say('Let us plan the party.');
  await room.say('Not of the thread.');
  await room.say('I bring cake.', { replyTo: root.id });
  const asked = await room.say('Who brings cake?', { replyTo: root.id });
  const { messages } = await room.ask([asked]);
  const shown = messages.at(-1)?.content;
  expect(shown).toMatch(/Let us plan the party\.[^]*I bring cake\.[^]*Who brings cake\?/);
  expect(shown).not.toMatch(/altogether|Not of the thread/);
});

it('keeps to a thread that is a channel of its own', async () => {
  const discord = await startDiscord();
  const room = await openRoom({ service: 'discord', emulator: discord });
  await room.say('Something else altogether.');
  const root = await room.say('Let us plan the party.');
  const thread = { conversation: room.conversation, id: root.id, as: root.author.id };
  discord.admin.sayInThread({ ...thread, text: 'I bring cake.' });
  const { id } = discord.admin.sayInThread({ ...thread, text: 'Who brings cake?' });
  const asked = await room.read(id);
  const { messages } = await room.ask([asked]);
  const shown = messages.at(-1)?.content;
  expect(shown).toMatch(/Let us plan the party\.[^]*I bring cake\.[^]*Who brings cake\?/);
  expect(shown).not.toContain('altogether');
});

it('shows the time in the zone of the bot, and who is listed in the configuration', async () => {
  const room = await openRoom({ service: 'buddypress' });
  const asked = await room.say('Hello');
  const known = await openRoom({ people: [{ name: 'Alice', ids: { here: asked.author.id } }] });
  const { messages } = await known.ask([await known.say('Hello')]);
  expect(messages[0]?.content).toContain('Today is Saturday, 2026-11-21. Times are in Europe/Berlin.');
  expect(messages[1]?.content).toContain('it is 2026-11-21 10:30');
  expect(messages[1]?.content).toContain('known="Alice"');
});

it('tells people of the same name apart, and those who take the name of the bot', async () => {
  const room = await openRoom({ people: [] });
  const asked = await room.say('Hello');
  const named = (id: string, name: string) => ({
    ...asked,
    id,
    author: { id, name, kind: 'person' as const },
  });
  const { messages } = await room.ask([named('a', 'Sam'), named('b', 'ＳＡＭ'), named('c', 'robin')]);
  const names = [...(messages.at(-1)?.content ?? '').matchAll(/message from="([^"]+)"/g)].map(
    ([, name]) => name,
  );
  expect(names.slice(-3)).toEqual(['Sam', 'ＳＡＭ (2)', 'robin (2)']);
});

it('repeats the calls of a turn with exactly one result for each', async () => {
  const room = await openRoom();
  const asked = await room.say('What is the weather?');
  const call = (id: string, name: string) => ({ id, name, arguments: '{"place":"Berlin"}' });
  const usage = { input: 1, output: 1, cached: 0 };
  const calls = (ids: string[]) => ({
    kind: 'model' as const,
    purpose: 'answer' as const,
    answer: {
      text: '',
      toolCalls: ids.map((id) => call(id, 'weather')),
      finish: 'tools' as const,
      usage,
      model: 'scripted',
    },
  });
  const steps = [
    calls(['1', '2', '3']),
    { kind: 'tool' as const, call: call('1', 'weather'), result: { text: 'rain' } },
    { kind: 'tool' as const, call: call('2', 'weather') },
    calls(['1']),
    {
      kind: 'tool' as const,
      call: call('1', 'weather'),
      result: { text: 'no such place', failed: true as const },
    },
  ];
  const { messages } = await room.ask([asked], { steps });
  expect(messages.map(({ role }) => role).join(' ')).toBe(
    'system user assistant tool tool tool assistant tool',
  );
  const results = messages.filter(({ role }) => role === 'tool').map(({ content }) => content);
  expect(results[0]).toMatch(/^⟦\w{8} result tool="weather"⟧\nrain\n⟦\w{8} end⟧$/);
  expect(results[1]).toContain('nobody knows whether it was carried out');
  expect(results[2]).toContain('was not carried out');
  expect(results[3]).toMatch(/failed="yes"⟧\nno such place/);
});

it('reads the conversation once for a turn, and again when messages join it', async () => {
  const room = await openRoom();
  const asked = await room.say('What is the weather?');
  const before = await room.ask([asked]);
  await room.say('By the way, I am in Berlin.');
  const joined = await room.say('So?');
  expect((await room.ask([asked])).raw).toBe(before.raw);
  expect((await room.ask([asked, joined])).raw).toContain('I am in Berlin');
});

it('answers without a memory when the service does not show what was said', async () => {
  const room = await openRoom();
  const asked = await room.say('Still there?');
  room.emulator.faults.add({ kind: 'status', status: 500, times: 20 });
  const { messages } = await room.ask([asked]);
  expect(messages.at(-1)?.content).toContain('Still there?');
  expect(room.logged.join('\n')).toContain('the bot answers without it');
});
