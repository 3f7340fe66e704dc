import type { Host } from '../../host/index.ts';
import { adminCalls } from './calls/admin.ts';
import { aiCalls } from './calls/ai.ts';
import { Api } from './calls/api.ts';
import { bulkCalls } from './calls/bulk.ts';
import { fileCalls } from './calls/files.ts';
import { messageCalls } from './calls/messages.ts';
import { openingCalls } from './calls/opening.ts';
import { paidCalls } from './calls/paid.ts';
import { participantCalls } from './calls/participants.ts';
import { peopleCalls } from './calls/people.ts';
import { threadCalls } from './calls/threads.ts';
import { tusCalls } from './calls/tus.ts';
import type { BetterMessagesSettings } from './settings.ts';
import { Transport } from './transport.ts';

/**
 * Every call that the free build of Better Messages answers, typed. Each sends one request, once, and throws
 * `ServiceError`. Many exist only while a setting of the plugin is on; the error then says which. Encrypted
 * conversations, recorded voice messages and the socket are in the paid build only, and not offered.
 */
export function createClient(settings: BetterMessagesSettings, host: Host) {
  const transport = new Transport(settings, host);
  const api = new Api(transport);
  return {
    /** Address of the site, for sentences. */
    place: transport.place,
    /** By which way the account signs in. */
    way: transport.way,
    ...threadCalls(api),
    ...messageCalls(api),
    ...openingCalls(api),
    ...participantCalls(api),
    ...peopleCalls(api),
    ...fileCalls(api),
    ...tusCalls(api),
    ...aiCalls(api),
    ...bulkCalls(api),
    ...adminCalls(api),
    ...paidCalls(api),
  };
}

export type BetterMessagesClient = ReturnType<typeof createClient>;
