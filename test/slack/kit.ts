import type { Redelivery } from '../../bridges/sandbox/slack/index.ts';
import { startSlack } from '../../bridges/sandbox/slack/index.ts';
import type { Intaking } from '../../bridges/relay/contract.ts';
import { createNodeHost } from '../../bridges/host/node-host.ts';
import { slack } from '../../bridges/slack/index.ts';
import { briefMemory } from '../../src/platforms/index.ts';
import type { Log } from '../../src/host/index.ts';
import type { ParleyEvent } from '../../src/model/index.ts';
import { plainText } from '../../src/text/index.ts';

const nothing = (): void => undefined;
export const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Slack's times of redelivery, a hundred times faster, and no wait at all for the first. */
export const FAST: Redelivery = { waitMs: 300, delaysMs: [0, 100, 500] };

export type Workspace = Awaited<ReturnType<typeof startSlack>>;
export type SlackConnection = ReturnType<typeof slack.connect>;

/** A workspace, and a way to connect to it. Closed by `close`. */
export async function openWorkspace(options: Parameters<typeof startSlack>[0] = {}) {
  const workspace = await startSlack(options);
  const host = createNodeHost(silent);
  const [conversation = '', other = ''] = workspace.conversations().map(({ id }) => id);
  const [ann = '', ben = ''] = workspace.people().map(({ id }) => id);
  const connect = (settings: object = {}): SlackConnection =>
    slack.connect(slack.settings.parse({ ...workspace.accountSettings(), ...settings }), {
      account: 'here',
      host,
      memory: briefMemory(),
    });
  return {
    workspace,
    host,
    connect,
    conversation,
    other,
    ann,
    ben,
    say: async (text: string, replyTo?: string): Promise<string> => {
      const said = { conversation, as: ann, text };
      return (await workspace.say(replyTo === undefined ? said : { ...said, replyTo })).id;
    },
    close: async () => {
      await workspace.close();
      await host.close();
    },
  };
}
export type Stage = Awaited<ReturnType<typeof openWorkspace>>;

/** A journal in memory: an event a key, in the order in which they came. */
export class MemoryIntake implements Intaking {
  readonly events: ParleyEvent[] = [];
  /** Calls of `accept` that are to fail from now on. */
  failures = 0;
  /** How often an event came that was there already. */
  repeats = 0;
  #cursor: string | undefined;
  readonly #waiting = new Set<() => void>();

  cursor(): string | undefined {
    return this.#cursor;
  }

  signal(): void {
    // Signals are passed on at once or not at all; nothing here waits for one.
  }

  async accept(_account: string, events: readonly ParleyEvent[], cursor: string | undefined): Promise<void> {
    if (events.length > 0 && this.failures > 0) {
      this.failures -= 1;
      throw new Error('the disk is full');
    }
    for (const event of events) {
      if (this.events.some(({ key }) => key === event.key)) this.repeats += 1;
      else this.events.push(event);
    }
    this.#cursor = cursor;
    for (const wake of this.#waiting) wake();
  }

  /** Resolves with the texts of what people said, once there are so many. */
  async said(count: number): Promise<string[]> {
    await this.until(() => this.texts().length >= count);
    return this.texts();
  }

  async until(isDone: () => boolean): Promise<void> {
    while (!isDone()) {
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
      });
    }
  }

  texts(): string[] {
    return this.events.flatMap((event) =>
      event.type === 'message.created' && event.message.author.kind === 'person'
        ? [plainText(event.message.text)]
        : [],
    );
  }
}

/** Looks every few milliseconds at something that announces no change of its own. */
export async function eventually(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
