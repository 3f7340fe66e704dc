import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Connection } from '../../../src/index.ts';
import { loadCore } from '../core.ts';
import type { System } from '../system.ts';
import { shortOf } from './state.ts';

/** A short name of the site and the user, or of the line, that the credential is for; secrets may change. */
export async function accountOf<C extends Connection>(
  functions: { getCredentials(type: string): Promise<ICredentialDataDecryptedObject> },
  system: System<C>,
): Promise<string> {
  const core = await loadCore();
  const given = system.settings(await functions.getCredentials(system.credential));
  const settings: unknown = system.platform(core).settings.parse(given);
  const names = JSON.stringify(settings, ['url', 'user', 'line', 'guest', 'id']);
  return shortOf(names.replaceAll(/\/+"/g, '"'));
}
