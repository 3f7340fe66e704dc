import type { IBinaryKeyData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { onTestFinished } from 'vitest';
import type { MessagesDevEmulator, MessagesDevOptions } from '../../../bridges/sandbox/messages-dev/index.ts';
import { startMessagesDev } from '../../../bridges/sandbox/messages-dev/index.ts';
import { MessagesDevApi } from '../../../credentials/MessagesDevApi.credentials.ts';
import { MessagesDev } from '../../../nodes/MessagesDev/MessagesDev.node.ts';
import type { Outcome, Run } from '../support/run.ts';
import { run } from '../support/run.ts';

/** A line of messages.dev with people around it, and the node that speaks for it. */
export interface Line {
  readonly emulator: MessagesDevEmulator;
  readonly credential: { readonly url: string; readonly apiKey: string; readonly line: string };
  readonly group: string;
  /** A chat with one person. */
  readonly direct: string;
  /** The handle of that person. */
  readonly person: string;
  /** Somebody who has never written to the line. */
  readonly stranger: string;
  /** Runs one operation of the node. */
  act(resource: string, operation: string, parameters?: IDataObject, more?: Partial<Run>): Promise<Outcome>;
  /** What the line has said in a conversation, in order. */
  said(conversation: string): Promise<string[]>;
}

/** @param options as the service behaves; gone when the test ends */
export async function openLine(options: MessagesDevOptions = {}): Promise<Line> {
  const emulator = await startMessagesDev({ outboxDelayMs: 0, ...options });
  onTestFinished(() => emulator.close());
  const { url, apiKey, line } = emulator.accountSettings();
  const credential = { url: String(url), apiKey: String(apiKey), line: String(line) };
  const places = emulator.conversations();
  const direct = places.find(({ people }) => people?.length === 1);
  const [, stranger] = emulator.people();
  return {
    emulator,
    credential,
    group: places.find(({ people }) => people?.length !== 1)?.id ?? '',
    direct: direct?.id ?? '',
    person: direct?.people?.[0] ?? '',
    stranger: stranger?.id ?? '',
    act: (resource, operation, parameters = {}, more = {}) =>
      run({
        type: new MessagesDev(),
        credentialType: new MessagesDevApi(),
        credential,
        parameters: { resource, operation, ...parameters },
        ...more,
      }),
    said: async (conversation) =>
      (await emulator.read(conversation)).filter(({ own }) => own).map(({ shown }) => shown),
  };
}

/** A conversation in which an id was typed, or was picked. */
export function chat(value: unknown): IDataObject {
  return { __rl: true, mode: 'id', value: value as string };
}

/** A conversation by the person at its other end. */
export function handle(value: string): IDataObject {
  return { __rl: true, mode: 'handle', value };
}

/** An item with files in it. */
export function withFiles(
  files: Readonly<Record<string, readonly [string, string, Buffer]>>,
): INodeExecutionData {
  const binary: IBinaryKeyData = {};
  for (const [field, [fileName, mimeType, bytes]] of Object.entries(files)) {
    binary[field] = { data: bytes.toString('base64'), mimeType, fileName };
  }
  return { json: {}, binary };
}

/** The JSON of the only item. */
export function only({ json }: Outcome): IDataObject {
  const [first] = json;
  if (first === undefined || json.length > 1) throw new Error(`${String(json.length)} items instead of one`);
  return first;
}
