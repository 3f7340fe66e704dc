import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/text/index.ts';
import { asRequest, failure, poll, scene } from './fixture.ts';

const say = ({ emulator, group, person }: Awaited<ReturnType<typeof scene>>, count: number): void => {
  for (let index = 1; index <= count; index += 1) {
    emulator.receive({ conversation: group, as: person, type: 'chat', body: `message ${String(index)}` });
  }
};

describe('polling by message number', () => {
  it('reads 250 messages as pages of 100, 100, 50 and none', async () => {
    const here = await scene();
    const pages: number[] = [];
    let { cursor } = await poll(here.connection);
    say(here, 250);
    for (let more = true; more;) {
      const page = await poll(here.connection, cursor);
      pages.push(page.events.length);
      ({ cursor, more } = page);
    }
    expect(pages).toEqual([100, 100, 50, 0]);
    expect(cursor).toBe('250');
  });

  it('places events by their number in the instance', async () => {
    const here = await scene();
    say(here, 12);
    const { events } = await poll(here.connection, '0');
    expect(events.at(-1)).toMatchObject({
      position: '000000000012',
      conversation: here.group,
      type: 'message.created',
    });
    expect(events.at(-1)?.key).toMatch(/^created:false_17680561234-1479621234@g\.us_/);
  });

  it('begins an empty instance at its first message', async () => {
    const here = await scene();
    const first = await poll(here.connection);
    say(here, 1);
    const { events } = await poll(here.connection, first.cursor);
    expect(events).toHaveLength(1);
  });

  it('does not go on silently after the instance was created anew', async () => {
    const here = await scene();
    say(here, 5);
    const { cursor } = await poll(here.connection);
    here.emulator.startAnew();
    const error = await failure(poll(here.connection, cursor));
    expect(error.message).toContain('after number 5');
    expect(error.message).toContain('stands at number 0');
    expect(error.advice).toContain('created anew');
  });

  it('tells a cursor that is not its own from its own', async () => {
    const { connection } = await scene();
    expect((await failure(poll(connection, 'ts:1700000000.1'))).kind).toBe('invalid');
  });

  it('goes on by poll where the webhook stopped, and the other way round', async () => {
    const here = await scene();
    say(here, 3);
    const wire = (await here.connection.client.messages()).messages ?? [];
    const received = here.webhook.receive(asRequest({ messages: wire.slice(0, 2) }), '0');
    const polled = await poll(here.connection, received.cursor);
    expect(polled.events.map((event) => 'message' in event && plainText(event.message.text))).toEqual([
      'message 3',
    ]);
    expect(here.webhook.receive(asRequest({ messages: wire }), polled.cursor)).toEqual({ events: [] });
  });
});
