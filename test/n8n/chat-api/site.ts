import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { onTestFinished } from 'vitest';
import type { ChatApiEmulator, ChatApiOptions } from '../../../bridges/sandbox/chat-api/index.ts';
import { startChatApi } from '../../../bridges/sandbox/chat-api/index.ts';
import { ChatApi as ChatApiCredential } from '../../../credentials/ChatApi.credentials.ts';
import { ChatApi } from '../../../nodes/ChatApi/ChatApi.node.ts';
import type { Outcome, Run } from '../support/run.ts';
import { run } from '../support/run.ts';

export const PERSON = '17472822486@c.us';
export const OTHER = '34600112233@c.us';
export const GROUP = '17680561234-1479621234@g.us';

/** A picker in which something was typed. */
export function typed(value: unknown, mode = 'id'): IDataObject {
  return { __rl: true, mode, value: value as string };
}

/** An instance that is gone when the test ends. */
export async function instance(options: ChatApiOptions = {}): Promise<ChatApiEmulator> {
  const emulator = await startChatApi(options);
  onTestFinished(() => emulator.close());
  return emulator;
}

/** Fields of a credential that differ. */
type Changes = Readonly<Record<string, string>>;

/** The credential of an emulated instance. */
export function credentialOf(
  emulator: ChatApiEmulator,
  changes: Changes = {},
): ICredentialDataDecryptedObject {
  return { service: 'compatible', dialect: 'chat-api', ...emulator.accountSettings(), ...changes };
}

export function placed(emulator: ChatApiEmulator, parameters: IDataObject = {}, credential: Changes = {}) {
  return {
    type: new ChatApi(),
    credentialType: new ChatApiCredential(),
    credential: credentialOf(emulator, credential),
    parameters,
  };
}

/** Runs one operation of the node. */
export function acting(emulator: ChatApiEmulator, credential: Changes = {}) {
  return (
    resource: string,
    operation: string,
    parameters: IDataObject = {},
    more: Partial<Run> = {},
  ): Promise<Outcome> =>
    run({ ...placed(emulator, { resource, operation, ...parameters }, credential), ...more });
}

/** The JSON of the only item. */
export function only({ json }: Outcome): IDataObject {
  const [first] = json;
  if (first === undefined || json.length > 1) throw new Error(`${String(json.length)} items instead of one`);
  return first;
}

/** An input item with one file. */
export function fileItem(bytes: Uint8Array | string, mimeType: string, fileName: string, field = 'data') {
  const data = Buffer.from(bytes).toString('base64');
  return { json: {}, binary: { [field]: { data, mimeType, fileName } } };
}

/** Resolves when a conversation has so many messages: the phone sends what is queued on its own. */
export function stored(emulator: ChatApiEmulator, conversation: string, count = 1) {
  return new Promise<Awaited<ReturnType<ChatApiEmulator['read']>>>((resolve, reject) => {
    const look = (): void => {
      emulator.read(conversation).then((messages) => {
        if (messages.length < count) return;
        stop();
        resolve(messages);
      }, reject);
    };
    const stop = emulator.onChange(look);
    look();
  });
}

/** What a call ends in that must not go well. */
export async function failing(running: Promise<Outcome>): Promise<Error & { description?: string | null }> {
  const [done] = await Promise.allSettled([running]);
  if (done.status === 'rejected' && done.reason instanceof Error) return done.reason;
  throw new Error(`expected a failure, got ${JSON.stringify(done)}`);
}
