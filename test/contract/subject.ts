import type { Emulator } from '../../bridges/sandbox/kit/index.ts';
import type { Memory, Platform } from '../../src/platforms/index.ts';

/** All that the contract suite has to be told about a platform. */
export interface Subject<Settings> {
  /** How the tests are headed: the platform and its variant. */
  readonly name: string;
  readonly platform: Platform<Settings>;
  /** Starts the platform's service on a free port. */
  start(): Promise<Emulator>;
  /** The account's settings with credentials that the service refuses. */
  withWrongCredentials(settings: Readonly<Record<string, unknown>>): Record<string, unknown>;
  /** An id, shaped as those of the platform, of a conversation that does not exist. */
  readonly goneConversation: string;
  /** Waits are so many times shorter than in the daemon. @default 20 */
  readonly sleepShorter?: number;
  /** Where reading a conversation does not tell the reactions, because the service has to be asked one by one. */
  readonly readsNoReactions?: true;
  /**
   * Makes the headers that a signed webhook request carries; absent where the service signs nothing. The memory is that
   * of the account whose webhook was registered.
   */
  readonly signWebhook?: (
    settings: Readonly<Record<string, unknown>>,
    body: string,
    nowMs: number,
    memory: Memory,
  ) => Record<string, string>;
}
