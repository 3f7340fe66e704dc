import type { ApiVersion } from '../../../../bridges/sandbox/buddypress/index.ts';
import type { Recording } from '../../recordings.ts';

/** How much a pair speaks for a site of this generation. */
export function votes({ request, response }: Recording, version: ApiVersion): number {
  const path = decodeURIComponent(request.path);
  const asked = /\/buddypress\/(v[12])\//.exec(path)?.[1];
  const text = JSON.stringify(response.body ?? '');
  const other = version === 'v1' ? 'v2' : 'v1';
  // A site that does not know the list of threads serves the other generation.
  if (asked !== undefined && text.includes('rest_no_route') && /\/messages(?:\?|$)/.test(path))
    return asked === other ? 1 : 0;
  if (asked !== undefined) return asked === version ? 1 : 0;
  if (text.includes(`buddypress/${version}`)) return 1;
  // WordPress's own routes are the same on both.
  return /^\/wp-json\/(?:wp\/v2\/users\/me|\?|$)/.test(path) ? 0.5 : 0;
}
