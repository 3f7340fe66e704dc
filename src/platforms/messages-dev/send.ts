import type { Host } from '../../host/index.ts';
import { ServiceError } from '../../host/index.ts';
import type { OutgoingFile } from '../../model/index.ts';
import type { Part, Sent } from '../contract.ts';
import type { MessagesDevClient } from './client.ts';
import { NO_SUCH_MESSAGE, NO_VOICE_NOTES, hasCode } from './errors.ts';
import { failure, follow, messageOf, stillOpen } from './follow.ts';
import type { Known } from './known.ts';
import type { Nudges } from './nudges.ts';
import { listening } from './nudges.ts';
import { isVoiceNote, uploadType } from './media.ts';
import type { WireOutbox } from './schema.ts';
import type { Sends } from './sends.ts';
import { typeOfEmoji } from './tapbacks.ts';

export interface SendParts {
  readonly client: MessagesDevClient;
  readonly host: Host;
  readonly sends: Sends;
  readonly known: Known;
  readonly nudges: Nudges;
}

/**
 * Sends a part, once, and follows it through the outbox until the line has sent it: only then has it an id.
 * @throws {ServiceError} with an unknown outcome when a minute was not enough, with the service's reason when it failed
 */
export async function send(parts: SendParts, conversation: string, part: Part): Promise<Sent> {
  const { client, sends, nudges } = parts;
  const file = part.file && (await upload(client, part.file));
  const fate = await listening(nudges, conversation, async (listener) =>
    follow(client, listener, await accept(parts, conversation, part, file)),
  );
  const tried = `send a message to ${conversation}`;
  if (fate.state === 'failed') {
    await sends.failed(conversation, part);
    throw failure(tried, fate.item);
  }
  if (fate.state === 'pending') throw stillOpen(tried, fate);
  return sentAs(parts, conversation, part, fate.item);
}

/** Hands a part over to the outbox, once, and does not wait for what becomes of it. */
export async function submit(parts: SendParts, conversation: string, part: Part): Promise<WireOutbox> {
  const file = part.file && (await upload(parts.client, part.file));
  return accept(parts, conversation, part, file);
}

async function accept(
  { client, sends }: SendParts,
  conversation: string,
  part: Part,
  fileId: string | undefined,
): Promise<WireOutbox> {
  sends.begin(conversation, part);
  const item = await post(client, conversation, part, fileId, part.replyTo).catch(async (error: unknown) => {
    // A refusal, so nothing was sent. What is said matters more than what it answers.
    if (part.replyTo === undefined || !hasCode(error, NO_SUCH_MESSAGE)) throw error;
    return post(client, conversation, part, fileId);
  });
  await sends.accepted(conversation, part, item.id);
  return item;
}

/** The id of the message that an outbox item became. What is sent stays sent, also when its id cannot be read. */
export async function sentAs(
  { client, host, known, sends }: SendParts,
  conversation: string,
  part: Part,
  item: Pick<WireOutbox, 'id' | 'completed_at'>,
): Promise<Sent> {
  sends.sent(conversation, part);
  try {
    const message = await messageOf(client, host, conversation, item);
    if (message) known.learnMessages([message]);
    return { id: message?.id };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    host.log.warn({ conversation }, `the id of a sent message is not known: ${error.message}`);
    return { id: undefined };
  }
}

/** Adds one of iMessage's six reactions; another one of ours on that message gives way to it. */
export async function react(
  { client, nudges }: SendParts,
  conversation: string,
  messageId: string,
  emoji: string,
): Promise<void> {
  const tried = `react to ${messageId} in ${conversation}`;
  const type = typeOfEmoji(emoji);
  if (type === undefined) {
    throw new ServiceError({
      kind: 'unsupported',
      tried: `${tried} with ${emoji}`,
      cameBack: 'no such reaction on iMessage',
      advice: 'iMessage has six: ❤️ 👍 👎 😂 ‼️ ❓.',
    });
  }
  const fate = await listening(nudges, conversation, async (listener) =>
    follow(client, listener, await client.react(conversation, messageId, type)),
  );
  if (fate.state === 'failed') throw failure(tried, fate.item);
  if (fate.state === 'pending') throw stillOpen(tried, fate);
}

async function upload(client: MessagesDevClient, file: OutgoingFile): Promise<string> {
  return (await client.uploadFile(file.bytes, uploadType(file), file.name)).id;
}

async function post(
  client: MessagesDevClient,
  to: string,
  part: Part,
  fileId: string | undefined,
  replyTo?: string,
): Promise<WireOutbox> {
  const reply = replyTo === undefined ? {} : { reply_to: replyTo };
  if (part.file && fileId !== undefined && isVoiceNote(part.file)) {
    try {
      return await client.sendAudioMessage(to, fileId, reply);
    } catch (error) {
      // A refusal, so nothing was sent: the recording goes as a file instead.
      if (!hasCode(error, NO_VOICE_NOTES)) throw error;
    }
  }
  return client.sendMessage(to, {
    ...(part.text === '' && fileId !== undefined ? {} : { text: part.text }),
    ...(fileId === undefined ? {} : { attachments: [fileId] }),
    ...reply,
  });
}
