import type { Channel, SlackApp } from '../model.ts';
import { SlackFailure } from '../model.ts';
import type { Workspace } from '../workspace.ts';

/** One call of a Web API method by an app. */
export class Call {
  readonly workspace: Workspace;
  readonly app: SlackApp;
  readonly #args: Readonly<Record<string, string>>;

  constructor(workspace: Workspace, app: SlackApp, args: Readonly<Record<string, string>>) {
    this.workspace = workspace;
    this.app = app;
    this.#args = args;
  }

  text(name: string): string | undefined {
    const value = this.#args[name];
    return value === '' ? undefined : value;
  }

  need(name: string): string {
    const value = this.text(name);
    if (value === undefined) {
      throw new SlackFailure('invalid_arguments', {
        response_metadata: { messages: [`[ERROR] missing required field: ${name}`] },
      });
    }
    return value;
  }

  flag(name: string): boolean {
    return ['true', '1'].includes(this.#args[name] ?? '');
  }

  number(name: string, fallback: number): number {
    const value = Number(this.#args[name] ?? '');
    return Number.isFinite(value) && value > 0 ? Math.floor(value) : fallback;
  }

  /** An argument that Slack wants as JSON inside the form. */
  json(name: string): unknown {
    const value = this.text(name);
    if (value === undefined) return undefined;
    try {
      return JSON.parse(value) as unknown;
    } catch {
      throw new SlackFailure('invalid_arguments', {
        response_metadata: { messages: [`[ERROR] ${name} is no JSON`] },
      });
    }
  }

  /** The channel of the call. */
  channel(): Channel {
    return this.workspace.channel(this.need('channel'));
  }

  /** The channel of the call, which the bot has to be a member of. */
  joined(): Channel {
    const channel = this.channel();
    if (!channel.members.has(this.app.userId)) throw new SlackFailure('not_in_channel');
    return channel;
  }

  /** The channel of the call, which the bot may write to. */
  writable(): Channel {
    const channel = this.joined();
    if (channel.isArchived) throw new SlackFailure('is_archived');
    return channel;
  }
}

export interface Method {
  /** Scopes of which the token needs every one. */
  readonly scopes: readonly string[];
  run(call: Call): Record<string, unknown>;
}

export type Methods = Readonly<Record<string, Method>>;

/** One page of a list, with the cursor that Slack hides in base64: what the next page begins with. */
export function page<T>(
  items: readonly T[],
  call: Call,
  fallback: number,
  idOf: (item: T) => string,
): { items: readonly T[]; next: string } {
  const limit = Math.min(call.number('limit', fallback), 999);
  const cursor = call.text('cursor');
  const first = cursor === undefined ? undefined : atob(cursor).replace('next:', '');
  const start = first === undefined ? 0 : items.findIndex((item) => idOf(item) === first);
  if (start < 0) throw new SlackFailure('invalid_cursor');
  const following = items[start + limit];
  return {
    items: items.slice(start, start + limit),
    next: following === undefined ? '' : btoa(`next:${idOf(following)}`),
  };
}
