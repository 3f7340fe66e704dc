import type { Api } from '../http.ts';
import { actionsQueueSchema, messagesQueueSchema, queueClearedSchema } from '../schema.ts';

/** What waits to go out: messages, and actions such as creating a group. */
export function queueCalls(api: Api) {
  const verb = api.settings.verbs === 'openapi' ? 'POST' : 'GET';
  return {
    /** The first hundred of the messages that wait. */
    showMessagesQueue: () =>
      api.call(messagesQueueSchema, {
        method: 'GET',
        path: 'showMessagesQueue',
        tried: 'read the queue of messages',
        write: false,
      }),
    /** Drops every message that waits. */
    clearMessagesQueue: () =>
      api.call(queueClearedSchema, {
        method: verb,
        path: 'clearMessagesQueue',
        tried: 'clear the queue of messages',
        write: true,
      }),
    showActionsQueue: () =>
      api.call(actionsQueueSchema, {
        method: 'GET',
        path: 'showActionsQueue',
        tried: 'read the queue of actions',
        write: false,
      }),
    clearActionsQueue: () =>
      api.call(queueClearedSchema, {
        method: verb,
        path: 'clearActionsQueue',
        tried: 'clear the queue of actions',
        write: true,
      }),
  };
}
