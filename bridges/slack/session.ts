import { setTimeout as sleep } from 'node:timers/promises';
import type { SocketModeClient } from '@slack/socket-mode';
import { z } from 'zod';
import type { SlackSettings } from '../../src/platforms/slack/index.ts';
import { silentLogger } from './logger.ts';

/** How long a connection may take until Slack says hello, milliseconds. */
const HELLO_MS = 15_000;
/** A connection whose pings stay unanswered so long is dead, milliseconds. */
const PONG_MS = 5_000;
const CALL_TIMEOUT_MS = 10_000;
/** How long the other side may take to say goodbye, milliseconds. */
const GOODBYE_MS = 2_000;

const envelopeSchema = z.object({
  type: z.string(),
  body: z.unknown(),
  ack: z.function().returns(z.promise(z.unknown())),
});

/** Something that Slack wants to have acknowledged. */
export interface Envelope {
  /** `events_api` for events. */
  readonly type: string;
  readonly body: unknown;
  /** Rejects when the connection is gone; Slack then sends the envelope again. */
  readonly ack: () => Promise<unknown>;
}

/** One Socket Mode connection, from its hello to its end. It does not come back; a new one has to be opened. */
export interface Session {
  /** Resolves when the connection is over, or about to be because Slack asked for a fresh one. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a connection with the SDK, loaded at the first use. The SDK's own coming back is off: it waits longer than
 * needed, and a refusal of its second call would be an unhandled rejection.
 * @throws the SDK's errors, and an Error when no hello came
 */
export async function openSession(
  { appToken, apiUrl }: SlackSettings,
  onEnvelope: (envelope: Envelope) => void,
): Promise<Session> {
  const { SocketModeClient } = await import('@slack/socket-mode');
  const client = new SocketModeClient({
    appToken: appToken ?? '',
    autoReconnectEnabled: false,
    clientPingTimeout: PONG_MS,
    logger: silentLogger,
    clientOptions: {
      slackApiUrl: apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout: CALL_TIMEOUT_MS,
    },
  });
  contain(client);
  const ended = new Promise<void>((resolve) => {
    client.once('disconnected', resolve);
    client.on('ws_message', (data: unknown) => {
      if (isGoodbye(data)) resolve();
    });
  });
  client.on('slack_event', (event: unknown) => {
    const envelope = envelopeSchema.safeParse(event);
    if (envelope.success)
      onEnvelope({ type: envelope.data.type, body: envelope.data.body, ack: envelope.data.ack });
  });
  const close = async (): Promise<void> => {
    await Promise.race([
      client.disconnect().catch(() => undefined),
      sleep(GOODBYE_MS, undefined, { ref: false }),
    ]);
  };
  try {
    await hello(client);
  } catch (error) {
    void close();
    throw error;
  }
  return { ended, close };
}

async function hello(client: SocketModeClient): Promise<void> {
  const patience = new AbortController();
  const timeout = sleep(HELLO_MS, undefined, { signal: patience.signal }).then(() => {
    throw new Error('Slack opened a connection but did not say hello');
  });
  try {
    await Promise.race([client.start(), timeout]);
  } catch (error) {
    // A connection that is over before its hello makes the SDK reject with nothing at all.
    throw error ?? new Error('Slack closed the connection before its hello');
  } finally {
    patience.abort();
    timeout.catch(() => undefined);
  }
}

/** The SDK reads messages in an async listener whose failure nobody would catch: one odd message would end us. */
function contain(client: SocketModeClient): void {
  const listeners = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  for (const listener of listeners) {
    client.on('ws_message', (...args: unknown[]) => {
      Promise.resolve(listener(...args)).catch(() => undefined);
    });
  }
}

function isGoodbye(data: unknown): boolean {
  return typeof data === 'string' && /^\s*\{[^{]*"type"\s*:\s*"disconnect"/.test(data);
}
