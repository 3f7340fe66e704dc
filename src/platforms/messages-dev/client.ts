import type { Host } from '../../host/index.ts';
import { budgetOf } from './budget.ts';
import { fileCalls } from './calls/files.ts';
import { lineCalls } from './calls/lines.ts';
import { presenceCalls } from './calls/presence.ts';
import { reactionCalls } from './calls/reactions.ts';
import { readingCalls } from './calls/reading.ts';
import { sendingCalls } from './calls/sending.ts';
import { webhookCalls } from './calls/webhooks.ts';
import { createApi } from './http.ts';
import type { MessagesDevSettings } from './settings.ts';

/**
 * Every call of the service, typed. Each sends one request, once (lists: one a page), and throws `ServiceError`; GET
 * calls are safe to repeat, and repeating is the caller's business.
 */
export function createClient(settings: MessagesDevSettings, host: Host) {
  const api = createApi(settings, host);
  return {
    line: settings.line,
    clockOffsetMs: () => api.clockOffsetMs(),
    /** Which share of the calls of an hour the key has left, 1 to 0, as far as this process knows. */
    callsLeft: () => Math.max(0, 1 - budgetOf(settings.apiKey, host).spent() / settings.callsPerHour),
    ...lineCalls(api),
    ...readingCalls(api),
    ...sendingCalls(api),
    ...reactionCalls(api),
    ...presenceCalls(api),
    ...fileCalls(api),
    ...webhookCalls(api),
  };
}

export type MessagesDevClient = ReturnType<typeof createClient>;
