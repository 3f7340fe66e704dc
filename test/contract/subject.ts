import type { Emulator } from '../../bridges/sandbox/kit/index.ts';
import type { Platform } from '../../src/platforms/index.ts';

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
  /** Makes the headers that a signed webhook request carries; absent where the service signs nothing. */
  readonly signWebhook?: (
    settings: Readonly<Record<string, unknown>>,
    body: string,
    nowMs: number,
  ) => Record<string, string>;
}
