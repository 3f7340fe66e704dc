import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../bridges/sandbox/kit/index.ts';
import type { ErrorKind } from '../../src/host/index.ts';
import { ServiceError } from '../../src/host/index.ts';
import type { Connection } from '../../src/platforms/index.ts';
import { textTree } from '../../src/text/index.ts';
import type { Stage } from './stage.ts';
import { ownMessages, useStage } from './stage.ts';
import type { Subject } from './subject.ts';

/** As many faults as any call makes requests. */
const EVERY_REQUEST = 30;
const HTML =
  '<!doctype html><html><head><title>502 Bad Gateway</title></head><body><h1>nginx</h1></body></html>';

type Call = (connection: Connection, conversation: string) => Promise<unknown>;

const send: Call = async (connection, conversation) => {
  const [part] = connection.compose({ text: textTree('hello'), key: '1' });
  if (!part) throw new Error('compose gave no part');
  return connection.send(conversation, part);
};
const CALLS: readonly (readonly [name: string, call: Call])[] = [
  ['who am I', (connection) => connection.whoAmI()],
  ['list conversations', (connection) => connection.listConversations()],
  ['list messages', (connection, conversation) => connection.listMessages(conversation)],
  ['poll', (connection, conversation) => connection.poll(undefined, { conversations: [conversation] })],
  ['send', send],
];

async function errorOf(work: Promise<unknown>): Promise<ServiceError> {
  const outcome = await work.then(
    () => 'it went through',
    (error: unknown) => error,
  );
  if (outcome instanceof ServiceError) return outcome;
  throw new Error(`Expected a ServiceError, got ${inspect(outcome)}`);
}

/** What a person is told has three parts and no secret, whatever the service sent back. */
function expectSentence(error: ServiceError, secrets: readonly string[]): void {
  expect(error.tried.trim()).not.toBe('');
  expect(error.cameBack.trim()).not.toBe('');
  expect(error.advice.trim()).toMatch(/[.!?]$/);
  expect(error.cameBack).not.toMatch(/<!doctype|<html/i);
  const shown = inspect(error, { depth: 8 });
  for (const secret of secrets) expect(shown).not.toContain(secret);
}

export function describeErrors<Settings>(subject: Subject<Settings>): void {
  describe('when something goes wrong', () => {
    const stage = useStage(subject);

    async function failWith(fault: Fault, call: Call, on: Stage): Promise<ServiceError> {
      on.emulator.faults.add({ ...fault, times: EVERY_REQUEST });
      const error = await errorOf(call(on.connect(), on.conversation));
      expectSentence(error, on.connection.secrets);
      return error;
    }

    describe.each(CALLS)('%s', (_name, call) => {
      it('says that the credentials are wrong', async () => {
        const wrong = stage().connect(subject.withWrongCredentials(stage().emulator.accountSettings()));
        const error = await errorOf(call(wrong, stage().conversation));
        expect(error.kind).toBe('auth');
        expectSentence(error, wrong.secrets);
      });

      it('says for how long it was too fast', async () => {
        const error = await failWith({ kind: 'status', status: 429, retryAfter: 7 }, call, stage());
        expect([error.kind, error.retryAfterMs, error.outcome]).toEqual(['rate-limited', 7_000, 'not-done']);
      });

      it('says that it was too fast when the service does not say for how long', async () => {
        const error = await failWith({ kind: 'status', status: 429 }, call, stage());
        expect([error.kind, error.retryAfterMs]).toEqual(['rate-limited', undefined]);
      });

      it.each([500, 502, 503, 504])('says that the service is broken (%d)', async (status) => {
        const error = await failWith({ kind: 'status', status }, call, stage());
        expect([error.kind, error.status]).toEqual(['unavailable', status]);
      });

      it('says that the service is broken when a proxy answers with a page', async () => {
        const error = await failWith({ kind: 'status', status: 502, body: HTML }, call, stage());
        expect(error.kind).toBe('unavailable');
      });

      it('does not believe a page that comes with 200', async () => {
        const error = await failWith({ kind: 'status', status: 200, body: HTML }, call, stage());
        expect(error.kind).toBe('protocol');
      });

      it('does not believe an answer of another shape', async () => {
        const error = await failWith({ kind: 'status', status: 200, body: '"yes"' }, call, stage());
        expect(error.kind).toBe('protocol');
      });

      it('says that the connection broke', async () => {
        const error = await failWith({ kind: 'drop' }, call, stage());
        expect(error.kind).toBe('unavailable');
      });

      it('shows no secret even when the service sends it back', async () => {
        const body = `cannot GET /x?token=${stage().connection.secrets.join(' and ')}`;
        await failWith({ kind: 'status', status: 500, body }, call, stage());
        stage().emulator.faults.clear();
        await failWith(
          { kind: 'status', status: 400, body: JSON.stringify({ error: body, message: body }) },
          call,
          stage(),
        );
      });
    });

    it.each([
      ['an error of a gateway', { kind: 'status', status: 504 }],
      ['a broken page', { kind: 'status', status: 502, body: HTML }],
      ['an answer that makes no sense', { kind: 'status', status: 200, body: HTML }],
      ['a connection that broke', { kind: 'drop' }],
      ['a lost answer', { kind: 'lost-answer' }],
    ] as const)('knows that after %s a send may have been carried out', async (_what, fault) => {
      stage().emulator.faults.add({ ...fault, match: { method: 'POST' } });
      const error = await errorOf(send(stage().connection, stage().conversation));
      expectSentence(error, stage().connection.secrets);
      expect(error.outcome).toBe('unknown');
    });

    it('knows that a refused send was not carried out', async () => {
      const refused: ErrorKind[] = ['not-found', 'permission', 'invalid'];
      const error = await errorOf(send(stage().connection, subject.goneConversation));
      expectSentence(error, stage().connection.secrets);
      expect(refused).toContain(error.kind);
      expect(error.outcome).toBe('not-done');
    });

    it('knows that nothing was sent when nobody listens', async () => {
      const { emulator, connection, conversation } = stage();
      await emulator.close();
      // The first may still have gone out on a connection that was open.
      await errorOf(send(connection, conversation));
      const error = await errorOf(send(connection, conversation));
      expect([error.kind, error.outcome]).toEqual(['unavailable', 'not-done']);
      expectSentence(error, connection.secrets);
    });

    it('never sends a message a second time on its own', async () => {
      stage().emulator.faults.add({ kind: 'lost-answer', match: { method: 'POST' } });
      await errorOf(send(stage().connection, stage().conversation));
      stage().emulator.faults.add({ kind: 'status', status: 500, match: { method: 'POST' } });
      await errorOf(send(stage().connection, stage().conversation));
      const own = await ownMessages(stage(), 1);
      expect(own).toHaveLength(1);
    });
  });
}
