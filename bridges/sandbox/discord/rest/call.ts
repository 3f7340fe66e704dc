import type { Context } from 'hono';
import type { Viewer } from '../events.ts';
import { invalidForm, refuse } from '../failure.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { BotApp, StoredChannel, StoredMessage } from '../model.ts';
import type { Service } from '../service.ts';
import { isSnowflake } from '../snowflake.ts';
import type { Body } from './body.ts';
import { readBody } from './body.ts';
import type { Rate } from './limits.ts';

/** One request to the REST API. */
export class Call {
  readonly service: Service;
  readonly gateway: Gateway;
  readonly #c: Context;
  readonly #bot: BotApp | undefined;

  constructor(service: Service, gateway: Gateway, c: Context, bot: BotApp | undefined) {
    this.service = service;
    this.gateway = gateway;
    this.#c = c;
    this.#bot = bot;
  }

  /** Who asks. @throws {DiscordFailure} 401 */
  get bot(): BotApp {
    if (!this.#bot) throw refuse('unauthorized');
    return this.#bot;
  }

  get viewer(): Viewer {
    // Who holds a webhook's token reads what the webhook said.
    if (!this.#bot) return { bot: this.service.guild.parley, readsContent: true };
    return this.service.guild.viewerOf(this.#bot);
  }

  param(name: string): string {
    return this.#c.req.param(name) ?? '';
  }

  /** An id of the path. @throws {DiscordFailure} 50035 */
  id(name: string): string {
    return snowflakeOf(`${name}_id`, this.param(name));
  }

  query(name: string): string | undefined {
    const value = this.#c.req.query(name);
    return value === '' ? undefined : value;
  }

  /** An id of the query. @throws {DiscordFailure} 50035 */
  queryId(name: string): string | undefined {
    const value = this.query(name);
    return value === undefined ? undefined : snowflakeOf(name, value);
  }

  /** `limit` of the query. @throws {DiscordFailure} 50035 outside of 1 to `most` */
  limit(fallback: number, most: number): number {
    const value = this.query('limit');
    if (value === undefined) return fallback;
    const limit = Number(value);
    if (!Number.isInteger(limit)) {
      throw invalidForm('limit', 'NUMBER_TYPE_COERCE', `Value "${value}" is not int.`);
    }
    if (limit < 1)
      throw invalidForm('limit', 'NUMBER_TYPE_MIN', 'int value should be greater than or equal to 1.');
    if (limit > most) {
      throw invalidForm(
        'limit',
        'NUMBER_TYPE_MAX',
        `int value should be less than or equal to ${String(most)}.`,
      );
    }
    return limit;
  }

  body(): Promise<Body> {
    return readBody(this.#c);
  }

  /** The channel of the path, where the bot may do this. @throws {DiscordFailure} 10003, 50001, 50013 */
  channel(...permissions: readonly bigint[]): StoredChannel {
    const channel = this.service.guild.channel(this.id('channel'));
    this.service.guild.need(this.bot, channel, 0n);
    for (const permission of permissions) this.service.guild.need(this.bot, channel, permission);
    return channel;
  }

  /** The message of the path. @throws {DiscordFailure} 10008 */
  message(channel: StoredChannel): StoredMessage {
    return this.service.guild.message(channel, this.id('message'));
  }
}

/** What a route answers: nothing is 204. */
export interface Answer {
  readonly status?: 200 | 201;
  readonly body?: object;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly rate: Rate;
  /** Whether a token of the path opens it, in place of the bot's. */
  readonly isOpen?: true;
  run(call: Call): Answer | Promise<Answer>;
}

/** Of routes whose limit nobody is likely to meet. */
export const SELDOM: Rate = { limit: 10, perMs: 10_000 };

function snowflakeOf(field: string, value: string): string {
  if (!isSnowflake(value)) {
    throw invalidForm(field, 'NUMBER_TYPE_COERCE', `Value "${value}" is not snowflake.`);
  }
  return value;
}
