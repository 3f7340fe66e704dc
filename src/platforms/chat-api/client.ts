import type { Host } from '../../host/index.ts';
import { banCalls } from './calls/bans.ts';
import { chatCalls } from './calls/chats.ts';
import { groupCalls } from './calls/groups.ts';
import { instanceCalls } from './calls/instance.ts';
import { oneMsgCalls } from './calls/one-msg.ts';
import { queueCalls } from './calls/queues.ts';
import { readingCalls } from './calls/reading.ts';
import { sendingCalls } from './calls/sending.ts';
import { traceCalls } from './calls/traces.ts';
import { dialects } from './dialects.ts';
import { createApi } from './http.ts';
import type { ChatApiSettings } from './settings.ts';

/**
 * Every call of the service, typed. Each sends one request, once, and throws `ServiceError`; GET calls are safe to
 * repeat, and repeating is the caller's business. The token is in every address and in no error.
 */
export function createClient(settings: ChatApiSettings, host: Host) {
  const api = createApi(settings, host);
  const dialect = dialects[settings.dialect];
  return {
    dialect,
    clockOffsetMs: () => api.clockOffsetMs(),
    ...instanceCalls(api),
    ...sendingCalls(api, dialect),
    ...groupCalls(api, dialect),
    ...chatCalls(api),
    ...readingCalls(api),
    ...queueCalls(api),
    ...banCalls(api),
    ...traceCalls(api),
    ...oneMsgCalls(api),
  };
}

export type ChatApiClient = ReturnType<typeof createClient>;
