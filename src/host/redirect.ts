import type { Outcome } from './errors.ts';
import type { HttpResponse } from './host.ts';

/**
 * What to say of an answer that leads elsewhere, as sites do from http to https or to their www; undefined for all
 * others. Nothing was done, and no credentials go to another address unasked. The query stays out: it may hold secrets.
 */
export function redirection({
  status,
  headers,
}: HttpResponse): { kind: 'protocol'; cameBack: string; advice: string; outcome: Outcome } | undefined {
  const { location } = headers;
  if (status < 300 || status > 399 || location === undefined) return undefined;
  const [path = ''] = location.split(/[?#]/);
  const { origin } = URL.canParse(path) ? new URL(path) : { origin: undefined };
  return {
    kind: 'protocol',
    cameBack: `HTTP ${String(status)}, which leads to ${path}`,
    advice: `Give the address that does not lead elsewhere${origin === undefined ? '' : `: one that begins with ${origin}`}.`,
    outcome: 'not-done',
  };
}
