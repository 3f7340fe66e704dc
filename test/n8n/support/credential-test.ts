import type { ICredentialDataDecryptedObject, ICredentialType, IHttpRequestMethods } from 'n8n-workflow';
import { authenticated, evaluate } from './http.ts';

/**
 * What n8n tells a person who saves a credential: "OK", or why not. Does with the `test` request what n8n 2.41 does:
 * the expressions filled in, the credential added, a failure status or a matching rule is a no.
 */
export async function testCredential(
  type: ICredentialType,
  credential: ICredentialDataDecryptedObject,
): Promise<string> {
  if (!type.test) throw new Error('The credential has no test request.');
  const { request, rules = [] } = type.test;
  const fill = (text: unknown): string => evaluate(String(text ?? ''), credential);
  const url = new URL(
    `${fill(request.baseURL).replace(/\/+$/, '')}/${fill(request.url).replace(/^\/+/, '')}`,
  );
  for (const [name, value] of Object.entries(request.qs ?? {})) url.searchParams.set(name, fill(value));
  const method: IHttpRequestMethods = request.method ?? 'GET';
  const signed = await authenticated(type, credential, { url: url.href, method });
  for (const [name, value] of Object.entries(signed.qs ?? {})) url.searchParams.set(name, String(value));
  const headers = new Headers();
  for (const [name, value] of Object.entries(signed.headers ?? {})) headers.set(name, String(value));
  const { auth } = signed;
  if (auth)
    headers.set(
      'authorization',
      `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}`,
    );
  const redirect = request.disableFollowRedirect ? 'manual' : 'follow';
  const answer = await fetch(url, { method, headers, redirect });
  if (!answer.ok && !request.ignoreHttpStatusErrors) {
    const rule = rules.find((one) => one.type === 'responseCode' && one.properties.value === answer.status);
    return rule?.properties.message ?? `HTTP ${String(answer.status)}`;
  }
  const body = bodyOf(await answer.text());
  const broken = rules.find(
    (one) => one.type === 'responseSuccessBody' && member(body, one.properties.key) === one.properties.value,
  );
  return broken?.properties.message ?? 'OK';
}

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A member by its path: `data.status`. */
function member(value: unknown, path: string): unknown {
  let inner: unknown = value;
  for (const name of path.split('.')) {
    inner = typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined;
  }
  return inner;
}
