import type { Recording } from '../../recordings.ts';

/** How much a pair speaks for a site with Better Messages. */
export function votes({ request }: Recording): number {
  const path = decodeURIComponent(request.path);
  if (/\/better-messages\/v1\b|better_messages_/.test(path)) return 1;
  // WordPress's own routes are the same with every plugin.
  return /^\/wp-json\/wp\/v2\/users\/me/.test(path) ? 0.25 : 0;
}
