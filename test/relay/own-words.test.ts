import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Delivery, Journal, Place } from '../../bridges/journal/contract.ts';
import { idOfWords } from '../../bridges/relay/own-words.ts';
import type { Relay } from '../../bridges/relay/index.ts';
import type { MessageCreated, ParleyEvent } from '../../src/model/index.ts';
import { markdown } from '../../src/text/index.ts';
import { created, reacted } from '../support/events.ts';
import { MemoryService } from '../support/memory-platform.ts';
import { startRelay } from '../support/relay.ts';
import { tempDir } from '../support/temp.ts';

const HOME: Place = { account: 'site', conversation: '1' };
const MIRROR: Place = { account: 'team', conversation: 'C1' };
const file = (): string => path.join(tempDir(), 'parley.db');

function words(turn: number, text: string, replyTo?: string): MessageCreated {
  const made = created(idOfWords(turn), '', {
    author: { id: 'bot:helper', name: 'Helper', kind: 'bot' },
    text: markdown.parse(text),
    ...(replyTo === undefined ? {} : { replyTo }),
  });
  return { ...made, key: `said:${String(turn)}:0` };
}

function changed(event: MessageCreated, text: string): ParleyEvent {
  const message = { ...event.message, text: markdown.parse(text) };
  return { ...event, type: 'message.edited', key: `${event.key}+`, message };
}

/** Stores words as the journal of turns does, without giving them to the relay yet. */
function store(journal: Journal, event: ParleyEvent, ...places: readonly Place[]): Promise<Delivery[]> {
  const to = places.map((place) => ({ route: 'route-1', place }));
  return journal.accept(HOME.account, [{ event, to }], undefined);
}

async function say(relay: Relay, journal: Journal, event: ParleyEvent, ...to: readonly Place[]) {
  relay.hand(await store(journal, event, ...to));
}

describe('what a bot says', () => {
  it('stands at home as the account itself, and elsewhere under its name', async () => {
    const service = new MemoryService();
    const { relay, journal, settled } = await startRelay(file(), service, { bothWays: true });
    await say(relay, journal, words(1, 'It is *four*, @everyone.', '7'), HOME, MIRROR);
    await settled(2);
    expect(service.texts('1')).toEqual(['It is four, @everyone.']);
    expect(service.messages.find(({ conversation }) => conversation === '1')?.replyTo).toBe('7');
    expect(service.texts('C1')).toEqual(['Helper: It is four, @everyone.']);
  });

  it('names and quotes nobody at home where there are no answers', async () => {
    const service = new MemoryService();
    const site = { capabilities: { replies: 'none' as const } };
    const { relay, journal, settled } = await startRelay(file(), service, { site });
    await relay.accept('site', [created('7', 'What is two and two?')], undefined);
    await say(relay, journal, words(1, 'Four.', '7'), HOME, MIRROR);
    await settled(3);
    expect(service.texts('1')).toEqual(['Four.']);
    expect(service.messages.at(-1)?.text).toBe('Helper: Four.');
    expect(service.messages.at(-1)?.replyTo).toBe(service.messages[0]?.id);
  });

  it('is edited where it stands, and is said once where it was not shown while it was written', async () => {
    const service = new MemoryService();
    const { relay, journal, settled } = await startRelay(file(), service, {
      capabilities: { edit: false },
    });
    const first = words(1, 'It');
    await say(relay, journal, first, HOME);
    await settled(1);
    await say(relay, journal, changed(first, 'It is four.'), HOME, MIRROR);
    await settled(3);
    expect(service.texts('1')).toEqual(['It is four.']);
    expect(service.texts('C1')).toEqual(['Helper: It is four.']);
  });

  it('takes reactions at home from both sides', async () => {
    const service = new MemoryService();
    const options = { bothWays: true, site: { capabilities: { reactions: 'any' as const } } };
    const { relay, journal, settled } = await startRelay(file(), service, options);
    await say(relay, journal, words(1, 'Four.'), HOME, MIRROR);
    await settled(2);
    const copy = service.messages.find(({ conversation }) => conversation === 'C1');
    await relay.accept('team', [reacted(copy?.id ?? '', '👍', 'Ben', 'added', 'C1')], undefined);
    await settled(3);
    expect(service.messages.find(({ conversation }) => conversation === '1')?.reactions).toEqual(['👍']);
  });

  it('is not heard and not mirrored again when the feed brings it back', async () => {
    const service = new MemoryService();
    const { relay, journal, settled } = await startRelay(file(), service, { bothWays: true });
    await say(relay, journal, words(1, 'Four.'), HOME, MIRROR);
    await settled(2);
    const id = service.messages.find(({ conversation }) => conversation === '1')?.id ?? '';
    // As a platform tells that does not know its own messages again.
    await relay.accept('site', [created(id, 'Four.'), created('900', 'Thanks')], undefined);
    await settled(3);
    expect(service.texts('C1')).toEqual(['Helper: Four.', 'Ada: Thanks']);
  });

  it('is delivered also when what was stored after it is handed over first', async () => {
    const service = new MemoryService();
    const { relay, journal, settled } = await startRelay(file(), service);
    const first = await store(journal, words(1, 'one'), HOME);
    const second = await store(journal, words(2, 'two'), HOME);
    relay.hand(second);
    relay.hand(first);
    await settled(2);
    expect(service.texts('1').sort()).toEqual(['one', 'two']);
  });

  it('rests nobody when it repeats what was said', async () => {
    const service = new MemoryService();
    const { relay, journal, settled } = await startRelay(file(), service, { bothWays: true });
    for (let turn = 1; turn <= 25; turn += 1) {
      await say(relay, journal, words(turn, 'the same'), HOME, MIRROR);
    }
    await settled(50);
    expect(service.texts('C1')).toHaveLength(25);
  });
});
