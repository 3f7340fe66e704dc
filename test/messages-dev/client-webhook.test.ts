import { onTestFinished, describe, expect, it } from 'vitest';
import type { Webhook, WebhookRequest } from '../../src/platforms/index.ts';
import type { MessagesDevConnection } from '../../src/platforms/messages-dev/index.ts';
import { openInbox } from '../contract/webhook-inbox.ts';
import type { Scene } from './client-fixture.ts';
import { failure, partOf, pathsOf, scene, textsIn } from './client-fixture.ts';

type Whole = Required<Webhook>;

function webhookOf({ webhook }: MessagesDevConnection): Whole {
  if (!webhook?.register || !webhook.registered || !webhook.unregister || !webhook.prepare)
    throw new Error('the webhook is not whole');
  const { register, registered, unregister, prepare, receive } = webhook;
  return { register, registered, unregister, prepare, receive };
}

/** A scene whose webhook calls an inbox. */
async function listening(): Promise<
  Scene & { webhook: Whole; url: string; received(count: number): Promise<readonly WebhookRequest[]> }
> {
  const here = await scene();
  const inbox = await openInbox(() => undefined);
  onTestFinished(() => inbox.close());
  const webhook = webhookOf(here.connection);
  await webhook.register(inbox.url);
  return { ...here, webhook, url: inbox.url, received: (count) => inbox.received(count) };
}

describe('the webhook', () => {
  it('tells of reactions and of those taken back, each by its own key', async () => {
    const { emulator, group, person, webhook, received } = await listening();
    const { id } = await emulator.say({ conversation: group, as: person, text: 'news' });
    const reaction = { conversation: group, id, as: person, emoji: '❤️' };
    await emulator.react(reaction);
    await emulator.react({ ...reaction, remove: true });
    const events = (await received(3)).flatMap((request) => webhook.receive(request, undefined).events);
    const sorted = [...events].sort((a, b) => (a.position < b.position ? -1 : 1));
    expect(sorted.map(({ type }) => type)).toEqual(['message.created', 'reaction.added', 'reaction.removed']);
    expect(sorted[1]).toMatchObject({
      messageId: id,
      emoji: '❤️',
      conversation: group,
      author: { id: person },
    });
    expect(sorted[1]?.key).toMatch(new RegExp(`^reacted:${id}:❤️:\\${person}:\\d+$`));
    expect(sorted[2]?.key).toMatch(new RegExp(`^unreacted:${id}:❤️:`));
  });

  it('knows our own reactions', async () => {
    const { connection, emulator, group, person, webhook, received } = await listening();
    const { id } = await emulator.say({ conversation: group, as: person, text: 'news' });
    await connection.react?.(group, id, '👍');
    const events = (await received(2)).flatMap((request) => webhook.receive(request, undefined).events);
    const reaction = events.find(({ type }) => type === 'reaction.added');
    expect(reaction).toMatchObject({ emoji: '👍', author: { kind: 'self' } });
  });

  it('wakes a send that waits for the outbox, so that it need not ask again and again', async () => {
    const here = await scene();
    const inbox = await openInbox((request) => {
      webhookOf(here.connection).receive(request, undefined);
      return undefined;
    });
    onTestFinished(() => inbox.close());
    await webhookOf(here.connection).register(inbox.url);
    // Nothing but a wake-up ends a wait.
    here.host.sleep = (_ms, signal) =>
      new Promise((_resolve, reject) => {
        const wake = (): void => {
          reject(new Error('woken'));
        };
        if (signal?.aborted) wake();
        signal?.addEventListener('abort', wake);
      });
    const { connection, emulator, direct, person } = here;
    await connection.poll(undefined, { conversations: [person] });
    const { id } = await connection.send(person, partOf(connection, 'hello'));
    const own = await emulator.read(direct);
    expect(own.map((message) => message.id)).toEqual([id]);
    await connection.react?.(direct, String(id), '👍');
    expect((await emulator.read(direct))[0]?.reactions).toHaveLength(1);
  });

  it('reads wide data as it reads narrow data', async () => {
    const { emulator, group, person, webhook, received } = await listening();
    emulator.setWebhookData('wide');
    await emulator.say({ conversation: group, as: person, text: 'wide' });
    const [request] = await received(1);
    expect(textsIn(request ? webhook.receive(request, undefined).events : [])).toEqual(['wide']);
  });

  it('finds out which message an answer answers when that was never seen', async () => {
    const { emulator, group, person, webhook, received } = await listening();
    const question = await emulator.say({ conversation: group, as: person, text: 'why?' });
    await emulator.say({ conversation: group, as: person, text: 'because', replyTo: question.id });
    const answer = (await received(2)).find(({ body }) => new TextDecoder().decode(body).includes('because'));
    if (!answer) throw new Error('the answer was not delivered');
    await webhook.prepare(answer);
    const [event] = webhook.receive(answer, undefined).events;
    expect(event?.type === 'message.created' && event.message.replyTo).toBe(question.id);
  });

  it('names a conversation as it is looked after: by handle', async () => {
    const { connection, emulator, direct, person, webhook, received } = await listening();
    await connection.poll(undefined, { conversations: [person] });
    await emulator.say({ conversation: direct, as: person, text: 'hi' });
    const [request] = await received(1);
    const [event] = request ? webhook.receive(request, undefined).events : [];
    expect(event?.conversation).toBe(person);
  });

  it('keeps its secret over a restart', async () => {
    const { connect, emulator, group, person, url, received } = await listening();
    await emulator.say({ conversation: group, as: person, text: 'still here' });
    const [request] = await received(1);
    const restarted = connect();
    const webhook = webhookOf(restarted);
    expect(await webhook.registered(url)).toBe(url);
    expect(textsIn(request ? webhook.receive(request, undefined).events : [])).toEqual(['still here']);
    expect(restarted.secrets).toHaveLength(2);
  });

  it('is set up anew when its secret was lost, in the place of the old one', async () => {
    const { connect, connection, memory, url } = await listening();
    await memory.set('webhook', '');
    const webhook = webhookOf(connect());
    expect(await webhook.registered(url)).toBeUndefined();
    await webhook.register(url);
    expect(await webhook.registered(url)).toBe(url);
    expect((await connection.client.webhooks()).map((one) => one.url)).toEqual([url]);
  });

  it('follows to another address, and leaves the webhooks of others alone', async () => {
    const { connection, webhook, url } = await listening();
    const { client } = connection;
    await client.createWebhook('http://127.0.0.1:9/theirs', ['message.received']);
    const other = `${url}/moved`;
    expect(await webhook.registered(other)).toBeUndefined();
    await webhook.register(other);
    const urls = async (): Promise<string[]> => (await client.webhooks()).map((one) => one.url).sort();
    expect(await urls()).toEqual(['http://127.0.0.1:9/theirs', other].sort());
    await webhook.unregister();
    expect(await urls()).toEqual(['http://127.0.0.1:9/theirs']);
    await expect(webhook.unregister()).resolves.toBeUndefined();
  });

  it('that somebody removed at the service is missed, and removing it again is no error', async () => {
    const { connection, webhook, url } = await listening();
    const [mine] = await connection.client.webhooks();
    await connection.client.deleteWebhook(mine?.id ?? '');
    expect(await webhook.registered(url)).toBeUndefined();
    await expect(webhook.unregister()).resolves.toBeUndefined();
  });

  it('asks for messages and reactions, which is all that the service tells', async () => {
    const { connection } = await listening();
    const [mine] = await connection.client.webhooks();
    expect(mine?.events).toEqual(['message.received', 'message.sent', 'reaction.added', 'reaction.removed']);
  });

  it('needs the right to set it up, and says which', async () => {
    const { connection, emulator, requests } = await scene();
    emulator.setKey({ key: String(emulator.accountSettings()['apiKey']), scopes: ['webhooks:read'] });
    const error = await failure(webhookOf(connection).register('https://a.example/hook'));
    expect([error.kind, error.code]).toEqual(['permission', 'insufficient_scope']);
    expect(error.advice).toContain('webhooks:write');
    expect(pathsOf(requests)).toEqual(['GET /webhooks', 'POST /webhooks']);
  });
});
