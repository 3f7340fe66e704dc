import { z } from 'zod';

/** Who has signed in; pages ask for it. */
export const OWNER = { email: 'owner@example.org', password: 'Only-4-tests' };

const cookieSchema = z.string();
const scopesSchema = z.object({ data: z.array(z.string()) });
const keySchema = z.object({ data: z.object({ rawApiKey: z.string() }) });

/** n8n's own API as its pages use it, and the public one with a key, for one signed-in owner. */
export class Api {
  readonly #origin: string;
  #cookie = '';
  #key = '';

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** Makes the owner of a new n8n, and a key for the public API. */
  async setUp(): Promise<void> {
    const owner = { ...OWNER, firstName: 'Parley', lastName: 'Tests' };
    const answer = await this.fetch('POST', '/rest/owner/setup', owner);
    await refuseBad(answer);
    this.#cookie = cookieSchema.parse(answer.headers.getSetCookie()[0]).split(';')[0] ?? '';
    const { data: scopes } = scopesSchema.parse(await this.call('GET', '/rest/api-keys/scopes'));
    const wanted = { label: 'tests', scopes, expiresAt: null };
    this.#key = keySchema.parse(await this.call('POST', '/rest/api-keys', wanted)).data.rawApiKey;
  }

  /** @throws {Error} for every answer that is not 2xx, with what it says */
  async call(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await this.fetch(method, path, body);
    await refuseBad(answer);
    const text = await answer.text();
    return text === '' ? undefined : JSON.parse(text);
  }

  /** Whatever the answer is. */
  async fetch(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.#origin}${path}`, {
      method,
      headers: {
        'browser-id': 'tests',
        cookie: this.#cookie,
        'x-n8n-api-key': this.#key,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(60_000),
    });
  }
}

async function refuseBad(answer: Response): Promise<void> {
  if (answer.ok) return;
  const said = (await answer.text()).slice(0, 500);
  throw new Error(`n8n answered ${new URL(answer.url).pathname} with ${String(answer.status)}: ${said}`);
}
