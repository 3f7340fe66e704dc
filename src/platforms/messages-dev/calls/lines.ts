import type { Api } from '../http.ts';
import { lineSchema, sandboxSchema } from '../schema.ts';

/** The lines of the key, and the sandbox that every key may try. */
export function lineCalls(api: Api) {
  return {
    lines: () =>
      api.all(lineSchema, {
        method: 'GET',
        path: '/lines',
        tried: 'list the lines',
        write: false,
        scope: 'lines:read',
      }),
    /** Not documented: may be gone one day. */
    sandbox: () =>
      api.call(sandboxSchema, {
        method: 'GET',
        path: '/sandbox',
        tried: 'ask for the state of the sandbox',
        write: false,
        scope: 'of its owner',
      }),
    /** Makes an activation code, to be texted to the line of the sandbox from one's own phone. */
    activateSandbox: () =>
      api.call(sandboxSchema, {
        method: 'POST',
        path: '/sandbox',
        tried: 'ask for an activation code of the sandbox',
        write: false,
        scope: 'of its owner',
      }),
  };
}
