import type { z } from 'zod';
import type { Query } from '../../../wordpress/index.ts';
import type { Answer, Call, Transport } from '../transport.ts';

type Schema<T> = z.ZodType<T, z.ZodTypeDef, unknown>;
type Body = Readonly<Record<string, unknown>>;
type Rest = Pick<Call<unknown>, 'advice' | 'partly' | 'anonymous'>;

/** The three sorts of calls that there are. Most reading goes by POST, and one GET changes something. */
export class Api {
  readonly transport: Transport;
  readonly #advice: string | undefined;

  /** @param advice what to do when the site refuses a call that has no advice of its own */
  constructor(transport: Transport, advice?: string) {
    this.transport = transport;
    this.#advice = advice;
  }

  /** The same for calls that are refused for one reason. */
  advising(advice: string): Api {
    return new Api(this.transport, advice);
  }

  /** @param tried verb phrase without the site */
  get<T>(route: string, tried: string, answer: Schema<T>, query: Query = {}, rest: Rest = {}): Promise<T> {
    return this.#value({ method: 'GET', route, tried, answer, query, ...rest });
  }

  /** A POST that changes nothing. */
  read<T>(route: string, tried: string, answer: Schema<T>, body: Body = {}, rest: Rest = {}): Promise<T> {
    return this.#value({ method: 'POST', route, tried, answer, body, writes: false, ...rest });
  }

  /** The same, with the site's clock. */
  readTimed<T>(route: string, tried: string, answer: Schema<T>, body: Body): Promise<Answer<T>> {
    return this.transport.call({ method: 'POST', route, tried, answer, body, writes: false });
  }

  write<T>(route: string, tried: string, answer: Schema<T>, body: Body = {}, rest: Rest = {}): Promise<T> {
    return this.#value({ method: 'POST', route, tried, answer, body, ...rest });
  }

  remove<T>(route: string, tried: string, answer: Schema<T>, body: Body = {}): Promise<T> {
    return this.#value({ method: 'DELETE', route, tried, answer, body });
  }

  async #value<T>(call: Call<T>): Promise<T> {
    return (await this.transport.call({ advice: this.#advice, ...call })).value;
  }
}

/** Values that were given, without those that were not. */
export function given(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
