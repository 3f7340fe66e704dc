import { ServiceError } from '../../host/index.ts';
import type { Finding } from '../contract.ts';
import type { BetterMessagesClient } from './client.ts';
import type { BmThread } from './schema.ts';
import { threadNumber } from './sending.ts';
import type { BetterMessagesSettings } from './settings.ts';

/**
 * Goes the way of a message step by step and stops at the first step that everything after depends on. Throws nothing.
 * @param whoAmI fails where the credentials are none
 */
export async function checkAccount(
  client: BetterMessagesClient,
  settings: BetterMessagesSettings,
  conversations: readonly string[],
  whoAmI: () => Promise<unknown>,
): Promise<Finding[]> {
  try {
    await client.ping();
    await whoAmI();
    const { threads } = await client.threads();
    const findings: Finding[] = isExposed(settings.url) ? [exposed(client.place)] : [];
    for (const conversation of conversations) {
      const problem = await unreadable(client, conversation);
      if (problem) findings.push(problem);
    }
    const used = threads.filter(({ thread_id }) => conversations.includes(String(thread_id)));
    return [...findings, ...switchedOff(used)];
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
    message: `The credentials travel to ${place} unencrypted.`,
    advice: 'Use the https address of the site.',
  };
}

async function unreadable(client: BetterMessagesClient, conversation: string): Promise<Finding | undefined> {
  try {
    await client.loadMore(threadNumber(conversation), { loaded: [1] });
    return undefined;
  } catch (error) {
    if (error instanceof ServiceError) return asFinding(error);
    throw error;
  }
}

const SWITCHES = [
  [
    'canEditOwnMessages',
    'change its messages, so edits are not mirrored there',
    'Switch on "Allow users to edit messages" (allowEditMessages) in the settings of Better Messages.',
  ],
  [
    'canDeleteOwnMessages',
    'delete its messages, so deletions are not mirrored there',
    'Switch on "Allow users to delete messages" (allowDeleteMessages) in the settings of Better Messages.',
  ],
  [
    'canUpload',
    'upload files, so files are not mirrored there',
    'Switch on "Enable files" (attachmentsEnable) in the settings of Better Messages.',
  ],
] as const;

/** Edits, deletions and uploads are off on a new site. */
function switchedOff(threads: readonly BmThread[]): Finding[] {
  const blocked = threads.flatMap((thread): Finding[] => {
    if (thread.permissions.canReply !== false) return [];
    const reasons = Object.values(thread.permissions.canReplyMsg ?? {}).join(' ');
    return [
      {
        level: 'problem',
        message: `The account may not write to conversation ${String(thread.thread_id)}${reasons === '' ? '' : `: ${reasons}`}.`,
        advice: 'Let the account in, or lift the restriction in the settings of Better Messages.',
      },
    ];
  });
  const off = SWITCHES.flatMap(([permission, what, advice]): Finding[] => {
    const where = threads.filter((thread) => thread.permissions[permission] === false);
    if (where.length === 0) return [];
    const numbers = where.map(({ thread_id }) => String(thread_id)).join(', ');
    return [{ level: 'warning', message: `In conversation ${numbers} the account may not ${what}.`, advice }];
  });
  return [...blocked, ...off];
}

/** Nothing is thrown, whatever it was. */
function asFinding(error: unknown): Finding {
  if (!(error instanceof ServiceError)) {
    const message = error instanceof Error ? error.message : String(error);
    return { level: 'problem', message: `The check itself failed: ${message}.`, advice: 'Report this.' };
  }
  return { level: 'problem', message: `Could not ${error.tried}: ${error.cameBack}.`, advice: error.advice };
}
