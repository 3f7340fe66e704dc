import type { IDataObject } from 'n8n-workflow';
import type { BuddyPressEmulator } from '../../../bridges/sandbox/buddypress/index.ts';
import { BuddyPressApi } from '../../../credentials/BuddyPressApi.credentials.ts';
import { BuddyPress } from '../../../nodes/BuddyPress/BuddyPress.node.ts';
import type { Outcome, Run } from '../support/run.ts';
import { run } from '../support/run.ts';

/** People of the sandbox's site. Alice, Bob and Parley are in thread 1; Carol, Dave and Parley in thread 2. */
export const ADMIN = 1;
export const ALICE = 2;
export const BOB = 3;
export const CAROL = 4;
export const PARLEY = 19;

export const VERSIONS = ['v1', 'v2'] as const;

/** A picker in which an id was typed. */
export function id(value: unknown): IDataObject {
  return { __rl: true, mode: 'id', value: value as string };
}

/** The node with the account of a user. */
export function placed(site: BuddyPressEmulator, parameters: IDataObject = {}, user = PARLEY) {
  return {
    type: new BuddyPress(),
    credentialType: new BuddyPressApi(),
    credential: { url: site.origin, version: 'auto', ...site.credentials(user) },
    parameters,
  };
}

/** Runs operations of the node. */
export function acting(site: BuddyPressEmulator, user = PARLEY) {
  return (
    resource: string,
    operation: string,
    parameters: IDataObject = {},
    more: Partial<Run> = {},
  ): Promise<Outcome> => run({ ...placed(site, { resource, operation, ...parameters }, user), ...more });
}

/** The JSON of the only item. */
export function only({ json }: Outcome): IDataObject {
  const [first] = json;
  if (first === undefined || json.length > 1) throw new Error(`${String(json.length)} items instead of one`);
  return first;
}

/** The requests that change something. */
export function writes({ requests }: Pick<Outcome, 'requests'>) {
  return requests.filter(({ method }) => method !== 'GET');
}
