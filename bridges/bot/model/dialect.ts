import type { Failure } from './failure.ts';

/** What one model of one service wants to hear differently, as far as it has complained. */
export interface Dialect {
  /** OpenAI's newer models take only the long name; many other services know only the short one. */
  readonly limit: 'max_tokens' | 'max_completion_tokens';
  /** Optional parts of a request that it does not take. */
  readonly without: ReadonlySet<string>;
}

const OPTIONAL = ['temperature', 'stream_options', 'user', 'store', 'strict'];

/** Learns from complaints, so that any service can be asked without a setting for each of its ways. */
export class Dialects {
  readonly #known = new Map<string, Dialect>();
  readonly #first: Dialect;

  /** @param host of the service, which says how it is spoken to at first */
  constructor(host: string) {
    const isOpenAi = /(^|\.)(openai|azure)\.com$/.test(host.replace(/:\d+$/, ''));
    this.#first = { limit: isOpenAi ? 'max_completion_tokens' : 'max_tokens', without: new Set() };
  }

  of(name: string): Dialect {
    return this.#known.get(name) ?? this.#first;
  }

  /** Whether the model is to be asked again in another way. Each part is changed only once. */
  learn(name: string, { parameter }: Failure): boolean {
    if (parameter === undefined) return false;
    const now = this.of(name);
    if (now.without.has(parameter)) return false;
    const without = new Set([...now.without, parameter]);
    if (parameter === now.limit) {
      const other = now.limit === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
      if (now.without.has(other)) return false;
      this.#known.set(name, { limit: other, without });
      return true;
    }
    if (!OPTIONAL.includes(parameter)) return false;
    this.#known.set(name, { limit: now.limit, without });
    return true;
  }
}
