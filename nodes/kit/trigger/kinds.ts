import type { Conversation, ErrorKind } from '../../../src/index.ts';
import type { Connected } from '../system.ts';

/** The list of conversations is read no further than so many pages. */
const MOST_PAGES = 40;
/** A conversation of which nothing can be learnt any more must not hold up the others. */
const GONE: readonly ErrorKind[] = ['not-found', 'permission', 'invalid', 'unsupported'];

/** Two people, or more. */
type Kind = 'direct' | 'group';

/**
 * How many take part in conversations: by the list, and by the people where the list does not have it. Undefined where
 * that is not to be learnt any more, as of one that was deleted.
 */
export function createKinds(connected: Connected): (conversation: string) => Promise<Kind | undefined> {
  const { connection } = connected;
  const known = new Map<string, Kind | undefined>();
  let next: string | undefined;
  let pages = 0;
  return async (conversation) => {
    while (!known.has(conversation) && pages < MOST_PAGES && (pages === 0 || next !== undefined)) {
      const cursor = next === undefined ? {} : { cursor: next };
      const page = await connection.listConversations({ limit: 100, ...cursor });
      for (const { id, kind } of page.items) known.set(id, kindOf(kind));
      next = page.next;
      pages += 1;
    }
    if (!known.has(conversation)) known.set(conversation, await kindByPeople(connected, conversation));
    return known.get(conversation);
  };
}

function kindOf(kind: Conversation['kind']): Kind {
  return kind === 'direct' ? 'direct' : 'group';
}

/** Some services count ourselves among the people, others do not. */
async function kindByPeople(
  { core: { ServiceError }, connection }: Connected,
  conversation: string,
): Promise<Kind | undefined> {
  if (!connection.participants) return undefined;
  const [done] = await Promise.allSettled([connection.participants(conversation)]);
  if (done.status === 'fulfilled') {
    const self = await connection.whoAmI();
    return done.value.filter(({ id }) => id !== self.id).length > 1 ? 'group' : 'direct';
  }
  const reason: unknown = done.reason;
  if (reason instanceof ServiceError && GONE.includes(reason.kind)) return undefined;
  throw reason;
}
