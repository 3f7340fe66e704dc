import type { Core } from '../core.ts';
import type { Connected } from '../system.ts';
import type { Attachment, Connection, Message, ParleyEvent, Signal } from '../../../src/index.ts';
import type { ContentKind, TriggerSettings } from './contract.ts';

/** Looks conversations up no further than this many pages back. */
const MOST_PAGES = 40;

/** A conversation of which nothing can be learnt any more must not hold up the others. */
const GONE: readonly ErrorKind[] = ['not-found', 'permission', 'invalid', 'unsupported'];

/** Whether something is what the user wants to hear of. */
export type Filter = (happened: ParleyEvent | Signal) => Promise<boolean>;

/** The filter for one call; what it has to ask the service for, it remembers as long. */
export function createFilter({ core, connection }: Connected, settings: TriggerSettings): Filter {
  const { events, conversations, authors, content, conversationKind, ignoreOwn } = settings;
  const kindOf = createKinds({ core, connection });
  const names = new Set(authors.map((name) => name.toLowerCase()));
  return async (happened) => {
    if (!events.includes(happened.type)) return false;
    if (conversations.length > 0 && !conversations.includes(happened.conversation)) return false;
    const author =
      'message' in happened ? happened.message.author : 'author' in happened ? happened.author : undefined;
    if (ignoreOwn && author?.kind === 'self') return false;
    if (
      names.size > 0 &&
      !(author && (names.has(author.id.toLowerCase()) || names.has(author.name.toLowerCase())))
    )
      return false;
    if (
      content.length > 0 &&
      'message' in happened &&
      !contentOf(core, happened.message).some((kind) => content.includes(kind))
    )
      return false;
    if (conversationKind === 'all') return true;
    // Rather one too many than one that is never told of.
    return ((await kindOf(happened.conversation)) ?? conversationKind) === conversationKind;
  };
}

function contentOf({ isEmpty }: Core, { attachments, text }: Message): ContentKind[] {
  const kinds = attachments.map(({ kind }) => contentKindOf(kind));
  return isEmpty(text) ? kinds : ['text', ...kinds];
}

function contentKindOf(kind: Attachment['kind']): ContentKind {
  return kind === 'voice' ? 'audio' : kind;
}

type Kind = 'direct' | 'group';

/**
 * How many take part in conversations: by the list, and by the people where the list does not have it. Undefined where
 * that is not to be learnt any more, as of one that was deleted.
 */
function createKinds({ core, connection }: Connected): (conversation: string) => Promise<Kind | undefined> {
  const known = new Map<string, Kind | undefined>();
  let next: string | undefined;
  let pages = 0;
  return async (conversation) => {
    while (!known.has(conversation) && pages < MOST_PAGES && (pages === 0 || next !== undefined)) {
      const cursor = next === undefined ? {} : { cursor: next };
      const page = await connection.listConversations({ limit: 100, ...cursor });
      for (const { id, kind } of page.items) known.set(id, kind === 'direct' ? 'direct' : 'group');
      next = page.next;
      pages += 1;
    }
    if (!known.has(conversation)) known.set(conversation, await kindByPeople(core, connection, conversation));
    return known.get(conversation);
  };
}

async function kindByPeople(
  { ServiceError }: Core,
  connection: Connection,
  conversation: string,
): Promise<Kind | undefined> {
  if (!connection.participants) return undefined;
  const [done] = await Promise.allSettled([connection.participants(conversation)]);
  if (done.status === 'fulfilled') return done.value.length > 2 ? 'group' : 'direct';
  const reason: unknown = done.reason;
  if (reason instanceof ServiceError && GONE.includes(reason.kind)) return undefined;
  throw reason;
}
