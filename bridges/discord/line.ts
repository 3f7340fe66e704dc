import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError, redact } from '../../src/host/index.ts';
import type { DiscordConnection, DiscordSettings } from '../../src/platforms/discord/index.ts';
import type { Live, SocketLine, SocketSession } from '../relay/feeds/socket.ts';
import { Bookmark } from './bookmark.ts';
import { createGatewayClient } from './client.ts';
import { noSessionsLeft } from './refusals.ts';
import type { Packet } from './wire.ts';
import { Wire } from './wire.ts';

/** How long is waited for an orderly end, milliseconds. */
const GOODBYE_MS = 3_000;

/**
 * The gateway. One client serves many connections: it comes back by itself, and each time it has, a new one begins
 * here. A client that was given up is replaced by a fresh one at the next try, which goes on with its session.
 */
export function createLine(
  connection: DiscordConnection,
  settings: DiscordSettings,
  withTyping: boolean,
): SocketLine {
  let wire: Wire | undefined;
  let bookmark: Bookmark | undefined;
  let onLive: (live: Live) => void = () => undefined;
  let isClosed = false;

  const receive = ({ t, d, session, sequence }: Packet): void => {
    const told = { session, sequence, atMs: Date.now() };
    onLive({ read: () => connection.readDispatch({ t, d }, told) });
  };

  async function begin(): Promise<Wire> {
    const { total, remaining, resetAfterMs } = await connection.sessionsLeft();
    if (remaining <= 0) throw noSessionsLeft(total, resetAfterMs);
    bookmark = new Bookmark(bookmark);
    const client = await createGatewayClient(settings, withTyping, bookmark);
    const begun = new Wire(client, bookmark, connection.secrets, receive);
    if (isClosed) begun.end();
    else begun.login(settings.botToken);
    return begun;
  }

  return {
    tried: "connect to Discord's gateway",
    redelivers: false,
    async open(take): Promise<SocketSession> {
      onLive = take;
      const reason = wire?.isOver === true ? wire.reason : undefined;
      if (wire?.isOver === true) wire = undefined;
      // What ended the last connection for good was told to nobody yet.
      if (reason) throw reason;
      const current = wire ?? (await begin());
      wire = current;
      try {
        await current.up();
      } catch (error) {
        wire = undefined;
        throw error;
      }
      // The client lives on to come back by itself.
      return { ended: current.down(), close: () => Promise.resolve() };
    },
    explain: (error, tried) =>
      error instanceof ServiceError
        ? error.message
        : `Could not ${tried}: ${redact(error instanceof Error ? error.message : String(error), connection.secrets)}.`,
    close: async () => {
      isClosed = true;
      wire?.end();
      if (wire) await Promise.race([wire.ended(), sleep(GOODBYE_MS, undefined, { ref: false })]);
    },
  };
}
