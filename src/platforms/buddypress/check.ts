import { ServiceError } from '../../host/index.ts';
import type { Finding } from '../contract.ts';
import type { BuddyPressClient } from './client.ts';
import { EARLY_SIGN_IN_ADVICE } from './errors.ts';
import type { BuddyPressSettings } from './settings.ts';
import { threadNumber } from './sending.ts';

/**
 * Goes the way of a message step by step and stops at the first step that everything after depends on. Throws nothing.
 */
export async function checkAccount(
  client: BuddyPressClient,
  settings: BuddyPressSettings,
  conversations: readonly string[],
): Promise<Finding[]> {
  try {
    const { version } = await client.way();
    const me = await client.me();
    const listed = await attempt(() => client.listThreads({ userId: me.id, perPage: 1, messagesPerPage: 1 }));
    if (listed instanceof ServiceError) return [listFinding(listed, version)];
    const findings: Finding[] = isExposed(settings.url) ? [exposed(client.place)] : [];
    for (const conversation of conversations) {
      const read = await attempt(() => client.getThread(threadNumber(conversation), { messagesPerPage: 1 }));
      if (read instanceof ServiceError) findings.push(asFinding(read));
    }
    return findings;
  } catch (error) {
    return [asFinding(error)];
  }
}

/** Credentials on the open network; a loopback address is none. */
function isExposed(url: string): boolean {
  return /^http:/i.test(url) && !/^(?:localhost|127\.|\[::1\])/.test(new URL(url).hostname);
}

function exposed(place: string): Finding {
  return {
    level: 'warning',
    message: `The application password travels to ${place} unencrypted.`,
    advice: 'Use the https address of the site.',
  };
}

/** The account is known to WordPress by now, so what BuddyPress says is about BuddyPress. */
function listFinding(error: ServiceError, version: string): Finding {
  if (error.kind !== 'auth' || error.status !== 403) return asFinding(error);
  return {
    level: 'problem',
    message: `The site accepts the application password, but its BuddyPress (${version}) does not see who is calling: ${error.cameBack}.`,
    advice: EARLY_SIGN_IN_ADVICE,
  };
}

async function attempt<T>(call: () => Promise<T>): Promise<T | ServiceError> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
}

/** Nothing is thrown, whatever it was. */
function asFinding(error: unknown): Finding {
  if (!(error instanceof ServiceError)) {
    const message = error instanceof Error ? error.message : String(error);
    return { level: 'problem', message: `The check itself failed: ${message}.`, advice: 'Report this.' };
  }
  return { level: 'problem', message: `Could not ${error.tried}: ${error.cameBack}.`, advice: error.advice };
}
