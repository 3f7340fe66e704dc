import type { Connection, OutgoingFile, Part, Root, Sent } from '../../src/index.ts';
import type { Call } from './call.ts';

/** So often a part is sent when the answer is lost and the service says that nothing arrived. */
const ATTEMPTS = 3;

/**
 * An equal message that is older by more than this was sent by an earlier run, of which nothing is known here. Service
 * and edge servers in front of it may differ by seconds.
 */
const TOLERANCE_MS = 30_000;

export interface Outgoing {
  readonly conversation: string;
  readonly text: Root;
  readonly replyTo?: string | undefined;
  readonly files?: readonly OutgoingFile[];
  /** How one part is sent, once. @default `Connection.send` */
  readonly send?: Connection['send'];
}

/** What became of it. */
export interface Delivered {
  readonly conversation: string;
  /** Of the first message; undefined where the service does not tell. */
  readonly id: string | undefined;
  /** Of all messages, when it took several. */
  readonly ids: readonly string[];
}

/**
 * Says something in a conversation: split to what the service takes, in order, each part once. When an answer is lost,
 * the service is asked whether the part arrived before it is sent again.
 * @throws {ServiceError} and, when only some parts were sent, an error that says which
 */
export async function sendMessage(call: Call, outgoing: Outgoing): Promise<Delivered> {
  const { conversation, text, replyTo, files, send } = outgoing;
  const key = `n8n-${call.functions.getExecutionId()}-${String(call.index)}-${String(call.sent.size)}`;
  const parts = call.connection.compose({
    key,
    text,
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(files === undefined || files.length === 0 ? {} : { files }),
  });
  const ids: string[] = [];
  for (const [index, part] of parts.entries()) {
    const [done] = await Promise.allSettled([sendPart(call, conversation, part, send)]);
    if (done.status === 'rejected') {
      const reason: unknown = done.reason;
      if (index === 0 || !(reason instanceof call.core.ServiceError)) throw reason;
      call.fail(
        `Only ${String(index)} of ${String(parts.length)} messages were sent (${ids.join(', ')}): ${reason.cameBack}`,
        `${reason.advice} Running the node again repeats those that were sent.`,
      );
    }
    const { id } = done.value;
    if (id === undefined) continue;
    ids.push(id);
    call.sent.add(`${conversation} ${id}`);
  }
  return { conversation, id: ids[0], ids };
}

async function sendPart(
  call: Call,
  conversation: string,
  part: Part,
  send: Connection['send'] = (to, one) => call.connection.send(to, one),
): Promise<Sent> {
  const { connection, core } = call;
  const since = Date.now();
  const isKnown = (id: string): boolean => call.sent.has(`${conversation} ${id}`);
  for (let attempt = 1; ; attempt += 1) {
    const [done] = await Promise.allSettled([send(conversation, part)]);
    if (done.status === 'fulfilled') return done.value;
    const reason: unknown = done.reason;
    if (!(reason instanceof core.ServiceError) || reason.outcome !== 'unknown') throw reason;
    const found = await connection.findSent(conversation, part, {
      since,
      isKnown,
      toleranceMs: TOLERANCE_MS,
    });
    if (found) return found;
    if (attempt === ATTEMPTS) throw reason;
  }
}
