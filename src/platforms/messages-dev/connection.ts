import type { Identity } from '../../model/index.ts';
import type { ConnectContext, Connection, Part } from '../contract.ts';
import { capabilitiesOf } from './capabilities.ts';
import { createChatList } from './chat-list.ts';
import { check } from './check.ts';
import type { MessagesDevClient } from './client.ts';
import { createClient } from './client.ts';
import { compose } from './compose.ts';
import { listConversations, participants } from './conversations.ts';
import { advance } from './delivered.ts';
import { download } from './download.ts';
import { poll } from './feed.ts';
import { pollLine } from './line-feed.ts';
import { findSent } from './find-sent.ts';
import { readRange } from './history.ts';
import { readIdentity } from './identity.ts';
import { createKnown } from './known.ts';
import { created, toMessage } from './map.ts';
import { createNudges } from './nudges.ts';
import { createRegistration } from './registration.ts';
import type { WireOutbox } from './schema.ts';
import { react, send, submit } from './send.ts';
import { createSends } from './sends.ts';
import type { MessagesDevSettings } from './settings.ts';
import { createSignals } from './signals.ts';
import { createWebhook } from './webhook.ts';

/** The sign of typing stays for about a minute; it is not shown again before this, milliseconds. */
const TYPING_MS = 20_000;

/** A connection of this platform, with its typed client for what only this platform can do. */
export type MessagesDevConnection = Connection & {
  readonly client: MessagesDevClient;
  /** Hands a part over to the outbox, once; what becomes of it is to be asked for. */
  submit(conversation: string, part: Part): Promise<WireOutbox>;
};

export function connect(
  settings: MessagesDevSettings,
  { account, host, memory }: ConnectContext,
): MessagesDevConnection {
  const client = createClient(settings, host);
  const capabilities = capabilitiesOf(settings.maxTextLength);
  const known = createKnown();
  const context = { account, line: settings.line, known };
  const registration = createRegistration(client, memory);
  const nudges = createNudges(host, known);
  const parts = { client, host, known, nudges, sends: createSends(memory) };
  const chatList = createChatList(client, host, known);
  const signals = createSignals(client, host, context);
  const typingSince = new Map<string, number>();
  let identity: Identity | undefined;

  return {
    account,
    capabilities,
    client,
    webhook: createWebhook(client, registration, host, context, nudges),
    get secrets() {
      const secret = registration.secret();
      return secret === undefined ? [settings.apiKey] : [settings.apiKey, secret];
    },

    async whoAmI() {
      identity ??= await readIdentity(client);
      return identity;
    },
    check: (conversations) => check(client, conversations),
    listConversations: (options) => listConversations(client, known, options),
    async listMessages(conversation, range) {
      const messages = await readRange(client, conversation, range);
      known.learnMessages(messages);
      return messages.map((wire) => toMessage(wire, context, conversation));
    },
    created,
    poll: (cursor, scope) =>
      (scope.all === true ? pollLine : poll)({ client, chatList, host, context, signals }, cursor, scope),
    advance,

    compose: (draft) => compose(draft, capabilities),
    send(conversation, part) {
      // A message that arrives ends the sign of typing.
      typingSince.delete(conversation);
      return send(parts, conversation, part);
    },
    submit(conversation, part) {
      typingSince.delete(conversation);
      return submit(parts, conversation, part);
    },
    findSent: (conversation, part, lookBack) => findSent(parts, conversation, part, lookBack),
    react: (conversation, messageId, emoji) => react(parts, conversation, messageId, emoji),
    async markRead(conversation) {
      await client.markRead(conversation);
    },
    async typing(conversation) {
      if (host.now() - (typingSince.get(conversation) ?? -Infinity) < TYPING_MS) return;
      await client.showTyping(conversation);
      typingSince.set(conversation, host.now());
    },
    download: (attachment) => download(attachment, host),
    participants: (conversation) => participants(client, known, conversation),
  } satisfies MessagesDevConnection;
}
