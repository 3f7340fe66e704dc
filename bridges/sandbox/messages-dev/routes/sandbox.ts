import type { AddRoute } from '../api.ts';
import { Refusal } from '../refusal.ts';
import type { Service } from '../service.ts';

/** How the account stands with the line that everybody shares; only the service's own tool calls this. */
export function sandboxRoutes(add: AddRoute, { sandbox }: Service): void {
  add('GET', '/sandbox', undefined, () => sandbox.toWire());

  add('POST', '/sandbox', undefined, ({ key }) => {
    if (key.isOwner === false) {
      throw new Refusal('sandbox_requires_owner', 'Only the owner of the account can activate the sandbox.');
    }
    sandbox.begin();
    return sandbox.toWire();
  });
}
