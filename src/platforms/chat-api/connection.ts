import { ServiceError } from '../../host/index.ts';
import type { Identity } from '../../model/index.ts';
import type { ConnectContext, Connection } from '../contract.ts';
import { capabilitiesOf } from './capabilities.ts';
import { chatIdFor } from './calls/destination.ts';
import { check } from './check.ts';
import type { ChatApiClient } from './client.ts';
import { createClient } from './client.ts';
import { compose, dataUri, isVoiceNote } from './compose.ts';
import { createConversation, listConversations, participants } from './conversations.ts';
import { download } from './download.ts';
import { isNotAuthenticated } from './errors.ts';
import { createPoll } from './feed.ts';
import { findSent } from './find-sent.ts';
import { readHistory } from './history.ts';
import { created, isOwn, toMessage } from './map.ts';
import type { SentAnswer } from './schema.ts';
import { createSentWithoutId } from './sent-without-id.ts';
import type { ChatApiSettings } from './settings.ts';
import { createWebhook } from './webhook.ts';

/** How long one sign of typing stays, seconds. */
const TYPING_SECONDS = 5;

/** A connection of this platform, with its typed client for what only this platform can do. */
export type ChatApiConnection = Connection & { readonly client: ChatApiClient };

export function connect(settings: ChatApiSettings, { account, host }: ConnectContext): ChatApiConnection {
  const client = createClient(settings, host);
  const { dialect } = client;
  const capabilities = capabilitiesOf(dialect);
  const secrets = [settings.token];
  const poll = createPoll(client, account, host);
  const withoutId = createSentWithoutId();
  let identity: Identity | undefined;

  return {
    account,
    capabilities,
    secrets,
    home: new URL(settings.url).origin,
    client,
    webhook: createWebhook(client, settings, account, host),

    async whoAmI() {
      identity ??= await readIdentity(client);
      return identity ?? { id: instanceName(settings), name: instanceName(settings) };
    },
    check: (conversations) => check(client, conversations),
    listConversations: (options) => listConversations(client, options),
    async listMessages(conversation, range) {
      const context = { account, now: host.now() };
      return (await readHistory(client, conversation, range)).map((wire) => toMessage(wire, context));
    },
    created,
    poll: (cursor) => poll(cursor),

    compose: (draft) => compose(draft, capabilities),
    async send(conversation, part) {
      const began = host.now();
      const options = {
        ...(part.replyTo === undefined ? {} : { quotedMsgId: part.replyTo }),
        ...(part.mentions ? { mentionedPhones: part.mentions.map(digitsOf) } : {}),
      };
      let answer: SentAnswer;
      if (!part.file) answer = await client.sendMessage(conversation, part.text, options);
      else if (isVoiceNote(part.file))
        answer = await client.sendVoice(conversation, dataUri(part.file), options);
      else {
        const caption = part.text === '' ? {} : { caption: part.text };
        const file = { body: dataUri(part.file), filename: part.file.name, ...caption };
        answer = await client.sendFile(conversation, file, options);
      }
      const id = answer.id || undefined;
      if (id === undefined) withoutId.add(chatIdFor(conversation), part.text, began);
      return { id };
    },
    findSent: (conversation, part, lookBack) =>
      findSent(client, host, withoutId, conversation, part, lookBack),

    async markRead(conversation) {
      if (dialect.markRead === 'readChat') {
        await client.readChat(conversation);
        return;
      }
      const newest = (await readHistory(client, conversation)).findLast((wire) => !isOwn(wire));
      if (newest) await client.readMessage(newest.id);
    },
    download: (attachment) => download(attachment, host, secrets),
    ...(dialect.typing
      ? {
          typing: async (conversation: string) => {
            await client.typing(conversation, TYPING_SECONDS);
          },
        }
      : {}),
    ...(dialect.deleting
      ? {
          delete: async (_conversation: string, messageId: string) => {
            await client.deleteMessage(messageId).catch(unlessGone);
          },
        }
      : {}),
    ...(dialect.createsGroups
      ? { createConversation: (people, options) => createConversation(client, people, options) }
      : {}),
    ...(dialect.dialogs
      ? { participants: (conversation: string) => participants(client, conversation) }
      : {}),
  } satisfies ChatApiConnection;
}

/** Undefined where the service does not tell: before `me` existed, or while no phone is linked. */
async function readIdentity(client: ChatApiClient): Promise<Identity | undefined> {
  try {
    const me = await client.me();
    return me.id ? { id: me.id, name: me.name || me.id } : undefined;
  } catch (error) {
    if (isNotAuthenticated(error)) return undefined;
    if (!(error instanceof ServiceError) || (error.kind !== 'not-found' && error.kind !== 'protocol'))
      throw error;
    // No `me`, or nothing of this API at all: `status` exists in every age and knows a wrong token.
    await client.status({ noWakeup: true });
    return undefined;
  }
}

/** Own messages are told by `fromMe`, so any stable name will do for an instance that cannot say who it is. */
function instanceName(settings: ChatApiSettings): string {
  return settings.instanceId ?? settings.url.split('/').at(-1) ?? settings.url;
}

function unlessGone(error: unknown): void {
  // A 404 would rather mean that the method does not exist.
  if (error instanceof ServiceError && error.kind === 'not-found' && error.status === 200) return;
  throw error;
}

function digitsOf(personId: string): string {
  return personId.replace('@c.us', '');
}
