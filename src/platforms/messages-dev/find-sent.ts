import { ServiceError } from '../../host/index.ts';
import type { LookBack, Part, Sent } from '../contract.ts';
import { asciiName } from './calls/files.ts';
import { NOT_IN_OUTBOX, hasCode } from './errors.ts';
import { follow, stillOpen } from './follow.ts';
import { readBack } from './history.ts';
import { textOf } from './map.ts';
import { baseName } from './media.ts';
import { listening } from './nudges.ts';
import type { WireMessage } from './schema.ts';
import type { SendParts } from './send.ts';
import { sentAs } from './send.ts';
import { FOLLOW_MS, workedOff } from './worked-off.ts';

/** How far the service's clock may be off after its `Date` was believed, milliseconds. */
const TOLERANCE_MS = 90_000;
/** Waits before the looks for a message that has left the outbox, milliseconds: it may take a moment to show. */
const BEFORE_LOOKS_MS = [0, 1000, 2000, 4000];

/**
 * Finds out what became of a send: from the outbox where its answer had come, also before a restart; else by an own
 * message of that content since then, in the chat, that is no other known copy, once the line has worked off what it
 * may have been asked to send. The oldest one, since a line sends in order.
 * @throws {ServiceError} while the outbox has neither sent it nor given up: it may still arrive
 */
export async function findSent(
  parts: SendParts,
  conversation: string,
  part: Part,
  lookBack: LookBack,
): Promise<Sent | undefined> {
  const outboxId = parts.sends.outboxOf(conversation, part);
  const asked = outboxId === undefined ? 'unknown' : await ask(parts, conversation, part, outboxId);
  if (asked === 'failed') return undefined;
  if (asked !== 'unknown' && (asked.id === undefined || !lookBack.isKnown(asked.id))) return asked;
  let found = await look(parts, conversation, part, lookBack);
  if (!found) await workedOff(parts, conversation);
  for (const pause of BEFORE_LOOKS_MS) {
    if (found) break;
    if (pause > 0) await parts.host.sleep(pause);
    found = await look(parts, conversation, part, lookBack);
  }
  if (!found) return undefined;
  parts.known.learnMessages([found]);
  return { id: found.id };
}

/** `unknown`: the service has forgotten the item. */
async function ask(
  parts: SendParts,
  conversation: string,
  part: Part,
  outboxId: string,
): Promise<Sent | 'failed' | 'unknown'> {
  const { client, nudges, sends } = parts;
  try {
    const item = await client.outbox(outboxId);
    const fate =
      item.status === 'failed'
        ? ({ state: 'failed', item } as const)
        : await listening(nudges, conversation, (listener) => follow(client, listener, item, FOLLOW_MS));
    if (fate.state === 'pending')
      throw stillOpen(`find out whether a message to ${conversation} was sent`, fate);
    if (fate.state === 'sent') return await sentAs(parts, conversation, part, fate.item);
    await sends.failed(conversation, part);
    return 'failed';
  } catch (error) {
    if (error instanceof ServiceError && hasCode(error, NOT_IN_OUTBOX)) return 'unknown';
    throw error;
  }
}

async function look(
  { client, sends }: SendParts,
  conversation: string,
  part: Part,
  lookBack: LookBack,
): Promise<WireMessage | undefined> {
  const from = lookBack.since + client.clockOffsetMs() - TOLERANCE_MS;
  const messages = await readBack(client, conversation, (_, last) => last.sent_at < from);
  const alike = messages.filter(
    (wire) =>
      wire.is_from_me === true &&
      wire.sent_at >= from &&
      isPart(wire, part) &&
      !lookBack.isKnown(wire.id) &&
      !(wire.outbox_id && sends.isAnothers(wire.outbox_id, conversation, part)),
  );
  // What was typed on the line's own computer came from no outbox.
  return alike.find(({ outbox_id }) => Boolean(outbox_id)) ?? alike[0];
}

function isPart(wire: WireMessage, { text, file }: Part): boolean {
  const files = wire.attachments ?? [];
  if (!sameText(textOf(wire), text)) return false;
  if (!file) return files.length === 0;
  // The service says of a file what it knows, which may be nothing; a recording is made into another file.
  const names = [baseName(file.name), baseName(asciiName(file.name))];
  return (
    (file.kind === 'voice' && wire.is_audio_message === true) ||
    files.some(({ filename, size }) => {
      const name = baseName(filename);
      if (name === undefined && typeof size !== 'number') return true;
      return size === file.bytes.length || (name !== undefined && names.includes(name));
    })
  );
}

/** Blanks at the ends may go on the way, and there is one kind of line end. */
function sameText(a: string, b: string): boolean {
  return a.replaceAll('\r\n', '\n').trim() === b.replaceAll('\r\n', '\n').trim();
}
