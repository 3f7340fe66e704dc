import type {
  ICredentialDataDecryptedObject,
  ICredentialType,
  IDataObject,
  IHttpRequestOptions,
} from 'n8n-workflow';

/** Every request that went out, as the service got it. */
export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As text; undefined when it had none. */
  readonly body: string | undefined;
}

/**
 * What n8n's request helpers do with the options that Parley gives: bytes in, the full answer out, no status is an
 * error, no redirect is followed. A request that gets no answer is rejected as n8n rejects it: wrapped.
 */
export async function sendRequest(options: IHttpRequestOptions, sent: Sent[]): Promise<unknown> {
  const url = new URL(options.url, options.baseURL);
  for (const [name, value] of Object.entries(options.qs ?? {})) url.searchParams.append(name, String(value));
  const headers = new Headers();
  for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, String(value));
  const { auth, body, method = 'GET' } = options;
  // Node, which n8n leaves this to, writes UTF-8.
  const pair = auth && Buffer.from(`${auth.username}:${auth.password}`).toString('base64');
  if (pair !== undefined) headers.set('authorization', `Basic ${pair}`);
  const text = Buffer.isBuffer(body) ? body.toString('utf8') : undefined;
  sent.push({ method, url: url.href, headers: entriesOf(headers), body: text });
  try {
    const answer = await fetch(url, {
      method,
      headers,
      ...(Buffer.isBuffer(body) ? { body: new Uint8Array(body) } : {}),
      redirect: 'manual',
      signal: AbortSignal.timeout(options.timeout ?? 30_000),
    });
    return {
      statusCode: answer.status,
      headers: entriesOf(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    };
  } catch (error) {
    // As axios has it, the error knows the whole request, with the credential in it.
    throw Object.assign(new Error('n8n could not send the request'), {
      cause: error,
      config: { url: url.href, headers },
    });
  }
}

/** Adds the credential to a request, by the rules that the credential type itself has. */
export async function authenticated(
  type: ICredentialType,
  credential: ICredentialDataDecryptedObject,
  options: IHttpRequestOptions,
): Promise<IHttpRequestOptions> {
  const { authenticate } = type;
  if (authenticate === undefined) return options;
  if (typeof authenticate === 'function') return authenticate(credential, options);
  const filled: IDataObject = JSON.parse(
    JSON.stringify(authenticate.properties, (_, value: unknown) =>
      typeof value === 'string' ? evaluate(value, credential) : value,
    ),
  );
  return {
    ...options,
    ...(filled.auth ? { auth: filled.auth as NonNullable<IHttpRequestOptions['auth']> } : {}),
    headers: { ...options.headers, ...(filled.headers as IDataObject | undefined) },
    qs: { ...options.qs, ...(filled.qs as IDataObject | undefined) },
  };
}

/** An expression of n8n that only uses `$credentials`. */
export function evaluate(text: string, credential: ICredentialDataDecryptedObject): string {
  if (!text.startsWith('=')) return text;
  return text.slice(1).replaceAll(/\{\{(.*?)\}\}/gs, (_, inner: string) => {
    const value: unknown = new Function('$credentials', `return (${inner});`)(credential);
    return String(value);
  });
}

function entriesOf(headers: Headers): Record<string, string> {
  const entries: Record<string, string> = {};
  headers.forEach((value, name) => {
    entries[name] = value;
  });
  return entries;
}
