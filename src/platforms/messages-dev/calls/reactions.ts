import type { Api } from '../http.ts';
import { outboxSchema, reactionSchema } from '../schema.ts';

/** Reactions to messages. There is no way to take one back. */
export function reactionCalls(api: Api) {
  const from = api.settings.line;
  return {
    /** The history of reactions to a message: a reaction taken back is a later row. @param messageId or GUID */
    reactions: (messageId: string) =>
      api.all(reactionSchema, {
        method: 'GET',
        path: '/reactions',
        query: { message_id: messageId },
        tried: `read the reactions to ${messageId}`,
        write: false,
        scope: 'reactions:read',
      }),
    /** @param type love, like, dislike, laugh, emphasize or question; the service may know more */
    react: (to: string, messageId: string, type: string) =>
      api.call(outboxSchema, {
        method: 'POST',
        path: '/reactions',
        body: { from, to, message_id: messageId, type },
        tried: `react to ${messageId} in ${to}`,
        write: true,
        scope: 'reactions:write',
        to,
      }),
  };
}
