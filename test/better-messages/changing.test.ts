import { describe, expect, it } from 'vitest';
import { textTree } from '../../src/text/index.ts';
import { ALICE, BOB, partOf, useStage } from './stage.ts';

describe('changing messages of Better Messages', () => {
  const stage = useStage();
  const reactionsOn = async (id: string) =>
    (await stage().site.read(stage().group)).find((message) => message.id === id)?.reactions;

  it('keeps a reaction that is there already, which the service itself would take away', async () => {
    const { connection, group } = stage();
    const id = await stage().say('good news');
    await connection.react(group, id, '👍');
    await connection.react(group, id, '👍');
    await connection.unreact(group, id, '😍');
    expect(await reactionsOn(id)).toEqual([{ emoji: '👍', by: ['6'] }]);
    await connection.react(group, id, '⭐');
    expect(await reactionsOn(id)).toEqual([{ emoji: '⭐', by: ['6'] }]);
    await connection.unreact(group, id, '⭐');
    await connection.unreact(group, id, '⭐');
    expect(await reactionsOn(id)).toEqual([]);
  });

  it('says which reactions cannot be', async () => {
    const { connection, group } = stage();
    const id = await stage().say('good news');
    const { id: own = '' } = await connection.send(group, partOf(connection, 'mine'));
    await expect(connection.react(group, id, '🦄')).rejects.toMatchObject({ kind: 'unsupported' });
    await expect(connection.react(group, own, '👍')).rejects.toMatchObject({ kind: 'unsupported' });
    await expect(connection.react(group, '98765', '👍')).rejects.toMatchObject({ kind: 'not-found' });
    await connection.unreact(group, '98765', '👍');
    expect(await reactionsOn(id)).toEqual([]);
  });

  it("does not pretend to have deleted what is somebody else's", async () => {
    const { connection, group, site } = stage();
    const id = await stage().say('not yours');
    await expect(connection.delete(group, id)).rejects.toMatchObject({ kind: 'permission' });
    expect((await site.read(group)).map((message) => message.id)).toContain(id);
  });

  it('mentions people by their ids', async () => {
    const { connection, group, site } = stage();
    const [part] = connection.compose({
      key: 'k',
      text: {
        type: 'root',
        children: [{ type: 'paragraph', children: [{ type: 'mention', id: BOB, name: 'Bob' }] }],
      },
    });
    const { id } = await connection.send(group, part ?? partOf(connection, ''));
    expect((await site.read(group)).find((message) => message.id === id)?.mentions).toEqual([BOB]);
    expect((await connection.listMessages(group)).at(-1)?.text.children).toEqual([
      { type: 'paragraph', children: [{ type: 'mention', id: BOB, name: 'Bob' }] },
    ]);
  });

  it('opens the conversation of two again, and a new one of several with its name', async () => {
    const { connection } = stage();
    const first = await connection.createConversation([BOB], { text: textTree('hi Bob') });
    const again = await connection.createConversation(['Bob Example'], { text: textTree('me again') });
    expect(again.id).toBe(first.id);
    const group = await connection.createConversation([ALICE, BOB], {
      name: 'Plans',
      text: textTree('let us talk'),
    });
    expect([group.kind, group.name]).toEqual(['group', 'Plans']);
    expect((await connection.participants(group.id)).map(({ id }) => id).sort()).toEqual(['2', '3', '6']);
    await expect(
      connection.createConversation([ALICE, '99999'], { text: textTree('x') }),
    ).rejects.toMatchObject({
      kind: 'invalid',
      cameBack: expect.stringContaining('99999') as string,
    });
  });
});

describe('a site as it was just installed', () => {
  const stage = useStage({ allowEditMessages: false, allowDeleteMessages: false, attachmentsEnable: false });

  it('names in every refusal the setting that would lift it', async () => {
    const { connection, group } = stage();
    const { id = '' } = await connection.send(group, partOf(connection, 'mine'));
    await expect(connection.edit(group, id, partOf(connection, 'other'))).rejects.toMatchObject({
      kind: 'permission',
      advice: expect.stringContaining('allowEditMessages') as string,
    });
    await expect(connection.delete(group, id)).rejects.toMatchObject({
      kind: 'permission',
      advice: expect.stringContaining('allowDeleteMessages') as string,
    });
    const file = {
      name: 'a.txt',
      mimeType: 'text/plain',
      kind: 'document',
      bytes: new Uint8Array([65]),
    } as const;
    await expect(connection.send(group, { key: 'k', text: '', file })).rejects.toMatchObject({
      kind: 'unsupported',
      outcome: 'not-done',
      advice: expect.stringContaining('Enable files') as string,
    });
  });

  it('is checked with a warning for each of them', async () => {
    const findings = await stage().connection.check([stage().group]);
    expect(findings.map(({ level }) => level)).toEqual(['warning', 'warning', 'warning']);
    expect(findings.map(({ advice }) => /\((\w+)\)/.exec(advice)?.[1])).toEqual([
      'allowEditMessages',
      'allowDeleteMessages',
      'attachmentsEnable',
    ]);
  });
});

describe('policies of a site', () => {
  const stage = useStage({ badWordsList: ['badword'], rateLimitReply: { subscriber: 1 } });

  it('refuses a text for its words, and says that nothing was sent', async () => {
    const { connection, group } = stage();
    await expect(connection.send(group, partOf(connection, 'a badword here'))).rejects.toMatchObject({
      kind: 'invalid',
      code: 'restrictBadWord',
      outcome: 'not-done',
    });
  });

  it('knows a limit on answers for what it is, to wait and try again', async () => {
    const { connection, group } = stage();
    await connection.send(group, partOf(connection, 'one'));
    await expect(connection.send(group, partOf(connection, 'two'))).rejects.toMatchObject({
      kind: 'rate-limited',
      outcome: 'not-done',
    });
  });
});
