import type { Log } from '../../../../src/host/index.ts';
import { redact } from '../../../../src/host/index.ts';
import type { McpServer } from '../../../config/bot-model.ts';
import type { ToolResult } from '../../contract.ts';
import { failureText, isTimeout } from './failure.ts';
import { errorText, quoted } from '../text.ts';
import { TimeOver, underLimit, within } from '../time-limit.ts';
import type { Link } from './link.ts';
import { openLink } from './link.ts';
import type { ServerTool } from './list.ts';
import { listTools } from './list.ts';
import { Pause } from './pause.ts';
import { resultSchema, resultText } from './result.ts';

/** Programs that are fetched at their first start take their time, milliseconds. */
const START_MS = 60_000;
/** A list that is older is read anew, for not every server tells of changes; milliseconds. */
const LIST_AGE_MS = 600_000;
/** Calls of one server at a time. */
export const MAX_PARALLEL = 4;

export interface ToolServerOptions {
  readonly server: McpServer;
  /** Milliseconds of one call. */
  readonly callMs: number;
  readonly secrets: readonly string[];
  readonly log: Log;
}

/** A server of tools: started when it is first needed, and again, after a pause, when it ended. */
export class ToolServer {
  readonly name: string;
  readonly #options: ToolServerOptions;
  readonly #life = new AbortController();
  readonly #pause = new Pause();
  /** Being opened, or open. */
  #opening: Promise<Link> | undefined;
  /** Open, and expected to stay so. */
  #link: Link | undefined;
  readonly #leaving = new Set<Promise<void>>();
  #tools: ReadonlyMap<string, ServerTool> = new Map();
  #listedAt = -Infinity;
  #running = 0;
  #isProbed = false;

  constructor(options: ToolServerOptions) {
    this.name = options.server.name;
    this.#options = options;
  }

  /** Its tools by the names that models are shown; those last known when it cannot be reached. Never throws. */
  async tools(): Promise<ReadonlyMap<string, ServerTool>> {
    if (this.#life.signal.aborted || this.#pause.leftMs() > 0) return this.#tools;
    try {
      await within(this.#options.callMs, this.#life.signal, async () => {
        const link = await this.#connected();
        if (performance.now() - this.#listedAt > LIST_AGE_MS) await this.#list(link, this.#options.callMs);
      });
    } catch (error) {
      this.#options.log.debug(
        { server: this.name, reason: errorText(error) },
        'tools of a server were not read',
      );
    }
    return this.#tools;
  }

  /** Calls a tool once. What went wrong is a failed result. The text is not limited yet. */
  async call(
    tool: string,
    args: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<ToolResult> {
    if (this.#running >= MAX_PARALLEL) {
      const text = `The tool was not called: ${String(MAX_PARALLEL)} calls of its server are under way. Try again when they are done.`;
      return { text, failed: true };
    }
    let isSent = false;
    this.#running++;
    try {
      return await within(this.#options.callMs, signal, (own) =>
        this.#call(tool, args, own, () => {
          isSent = true;
        }),
      );
    } catch (error) {
      if (isSent && error instanceof TimeOver) void this.#probe();
      const reason = this.#shown(errorText(error));
      this.#options.log.info({ server: this.name, tool, reason }, 'a tool call failed');
      return { text: signal.aborted ? 'The call was stopped.' : failureText(error, isSent), failed: true };
    } finally {
      this.#running--;
    }
  }

  /** Resolves when it has ended. */
  async close(): Promise<void> {
    this.#link = undefined;
    this.#life.abort(new Error('the bot was stopped'));
    await (await this.#opening?.catch(() => undefined))?.close();
    await Promise.all(this.#leaving);
  }

  async #call(
    tool: string,
    args: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
    onSent: () => void,
    isSecond = false,
  ): Promise<ToolResult> {
    await this.#pause.over(this.#options.callMs, signal);
    const link = await this.#connected();
    signal.throwIfAborted();
    const request = { method: 'tools/call' as const, params: { name: tool, arguments: { ...args } } };
    onSent();
    try {
      // Not by `client.callTool`, which fails on answers that are not as the tool promised.
      const options = { signal, timeout: 2 * this.#options.callMs };
      const result = await link.client.request(request, resultSchema, options);
      this.#pause.answered();
      return resultText(result);
    } catch (error) {
      if (signal.aborted) throw error;
      if (!isSecond && link.isForgotten(error)) {
        // Nothing of such a session is left to close, and other calls are about to learn the same.
        if (this.#link === link) this.#forget();
        return this.#call(tool, args, signal, onSent, true);
      }
      throw error;
    }
  }

  #connected(): Promise<Link> {
    return (this.#opening ??= this.#open());
  }

  async #open(): Promise<Link> {
    const { server, callMs, secrets, log } = this.#options;
    const startMs = Math.max(START_MS, callMs);
    let link: Link | undefined;
    let isOver = false;
    const onClosed = (): void => {
      isOver = true;
      if (link && this.#link === link) this.#ended(link.trouble());
    };
    const onToolsChanged = (): void => {
      this.#listedAt = -Infinity;
    };
    const options = { server, startMs, callMs, secrets, log, onClosed, onToolsChanged };
    try {
      link = await underLimit(startMs, this.#life.signal, (signal) => openLink(options, signal));
      await this.#list(link, startMs);
      this.#life.signal.throwIfAborted();
      if (isOver) throw new Error(`it ended at once; ${link.trouble()}`);
      this.#link = link;
      return link;
    } catch (error) {
      await link?.close();
      if (!this.#life.signal.aborted) this.#ended(errorText(error));
      throw error;
    }
  }

  async #list(link: Link, limitMs: number): Promise<void> {
    const { log, secrets } = this.#options;
    // What changes while it is read has to be read again.
    this.#listedAt = performance.now();
    this.#tools = await underLimit(limitMs, this.#life.signal, (signal) =>
      listTools(link.client, this.name, { log, secrets, limitMs, signal }),
    );
  }

  /** It ended by itself, or did not start. */
  #ended(reason: string): void {
    this.#forget();
    const againInMs = this.#pause.failed();
    this.#options.log.warn(
      { server: this.name, reason: this.#shown(reason), againInMs },
      'a tool server ended, or could not be started; it is started again when it is needed',
    );
  }

  /** What others said, for the log. */
  #shown(text: string): string {
    return quoted(redact(text, this.#options.secrets), 1000);
  }

  #forget(): void {
    this.#opening = undefined;
    this.#link = undefined;
  }

  /** After a call without an answer: the tool may be slow, but a server that says nothing at all is ended. */
  async #probe(): Promise<void> {
    const link = this.#link;
    if (!link || this.#isProbed) return;
    this.#isProbed = true;
    try {
      await link.client.ping({ timeout: this.#options.callMs });
    } catch (error) {
      if (!isTimeout(error) || this.#link !== link) return;
      this.#ended('it does not answer');
      this.#leave(link);
    } finally {
      this.#isProbed = false;
    }
  }

  /** Nobody waits for it to end but whoever closes all. */
  #leave(link: Link): void {
    const left = link
      .close()
      .catch((error: unknown) => {
        this.#options.log.warn({ server: this.name, error }, 'a tool server could not be ended');
      })
      .finally(() => this.#leaving.delete(left));
    this.#leaving.add(left);
  }
}
