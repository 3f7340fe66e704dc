import type { Log } from '../../../src/host/index.ts';
import type { Connection } from '../../../src/platforms/index.ts';

/** Services show a sign of typing for five seconds or longer, milliseconds. */
const AGAIN_MS = 5000;

/**
 * Shows that the account is writing until the returned function is called, where the platform can. What goes wrong is
 * nobody's business but the log's.
 */
export function showTyping(connection: Connection, conversation: string, log: Log): () => void {
  if (!connection.typing) return () => undefined;
  const show = (): void => {
    connection.typing?.(conversation).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      log.debug({ account: connection.account, conversation, reason }, 'typing could not be shown');
    });
  };
  show();
  const timer = setInterval(show, AGAIN_MS);
  return () => {
    clearInterval(timer);
  };
}
