import { Readable } from 'node:stream';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { Log } from '../../../../src/host/index.ts';
import type { McpServer } from '../../../config/bot-model.ts';
import { errorText } from '../text.ts';
import { guardedFetch } from './guarded-fetch.ts';
import type { Stderr } from './stderr.ts';
import { readStderr } from './stderr.ts';

/** How long a server is given to say goodbye, milliseconds. */
const GOODBYE_MS = 2000;

/** A server that is connected. */
export interface Link {
  readonly client: Client;
  /** Whether an answer says that the server does not know this connection any more, and so did nothing. */
  isForgotten(error: unknown): boolean;
  /** What was last heard of its troubles; may be empty. */
  trouble(): string;
  /** Resolves when the program has ended. */
  close(): Promise<void>;
}

export interface LinkOptions {
  readonly server: McpServer;
  /** Milliseconds until it has to be ready. */
  readonly startMs: number;
  /** Milliseconds of one request. */
  readonly callMs: number;
  readonly secrets: readonly string[];
  readonly log: Log;
  /** It ended, or was closed. */
  onClosed(): void;
  /** It says that it has other tools now. */
  onToolsChanged(): void;
}

/**
 * Starts a program, or greets a server. The SDK is loaded here, since a bot without servers has no use for it.
 * @throws when it cannot be started, or does not answer in time
 */
export async function openLink(options: LinkOptions, signal: AbortSignal): Promise<Link> {
  const { startMs, onClosed, onToolsChanged } = options;
  const [{ Client: SdkClient }, { ToolListChangedNotificationSchema }] = await Promise.all([
    import('@modelcontextprotocol/sdk/client/index.js'),
    import('@modelcontextprotocol/sdk/types.js'),
  ]);
  signal.throwIfAborted();
  // Nothing is offered to servers: no model to ask, no files, no questions to people.
  const client = new SdkClient({ name: 'parley', version: '1' }, { capabilities: {} });
  client.setNotificationHandler(ToolListChangedNotificationSchema, onToolsChanged);
  let trouble = '';
  client.onerror = (error) => {
    trouble = error.message;
  };
  const { transport, stderr, goodbye, isForgotten } = await openTransport(options);
  // Closed here rather than by the SDK, which would not wait until the program has ended.
  let closing: Promise<void> | undefined;
  const giveUp = (): void => {
    closing ??= transport.close();
  };
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    await client.connect(transport, { timeout: 2 * startMs });
  } catch (error) {
    await (closing ?? transport.close());
    const reason = errorText(signal.aborted ? signal.reason : error);
    throw new Error(withLastWords(reason, stderr), { cause: error });
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
  client.onclose = onClosed;
  return {
    client,
    isForgotten,
    trouble: () => withLastWords(trouble, stderr),
    async close() {
      await goodbye();
      await client.close();
    },
  };
}

function withLastWords(reason: string, stderr: Stderr | undefined): string {
  const last = stderr?.last() ?? '';
  return [reason, last && `its last words: ${last}`].filter(Boolean).join('; ');
}

interface Opened {
  readonly transport: Transport;
  readonly stderr?: Stderr;
  goodbye(): Promise<void>;
  isForgotten(error: unknown): boolean;
}

async function openTransport({ server, startMs, callMs, secrets, log }: LinkOptions): Promise<Opened> {
  if ('url' in server) {
    const { StreamableHTTPClientTransport, StreamableHTTPError } =
      await import('@modelcontextprotocol/sdk/client/streamableHttp.js');
    const transport = new StreamableHTTPClientTransport(new URL(server.url), {
      requestInit: { headers: server.headers },
      fetch: guardedFetch(Math.max(startMs, callMs)),
    });
    return {
      transport: transport as Transport,
      async goodbye() {
        if (transport.sessionId === undefined) return;
        const enough = new Promise((resolve) => setTimeout(resolve, GOODBYE_MS).unref());
        // A server that is gone forgets the session by itself.
        await Promise.race([transport.terminateSession().catch(() => undefined), enough]);
      },
      // By the specification 404; some servers say 400 for a session that they do not know.
      isForgotten: (error) =>
        transport.sessionId !== undefined &&
        error instanceof StreamableHTTPError &&
        (error.code === 404 || error.code === 400),
    };
  }
  const { StdioClientTransport } = await import('@modelcontextprotocol/sdk/client/stdio.js');
  // Of our own environment the SDK gives it PATH, HOME, USER, LOGNAME, SHELL and TERM, and nothing else.
  const transport = new StdioClientTransport({
    command: server.command,
    args: [...server.args],
    env: { ...server.env },
    stderr: 'pipe',
  });
  if (!(transport.stderr instanceof Readable))
    throw new Error('The standard error of the program cannot be read.');
  const stderr = readStderr(transport.stderr, secrets, (line) => {
    log.debug({ server: server.name, line }, 'a tool server says');
  });
  return { transport, stderr, goodbye: () => Promise.resolve(), isForgotten: () => false };
}
