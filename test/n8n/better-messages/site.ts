import type { IDataObject } from 'n8n-workflow';
import type { BetterMessagesEmulator } from '../../../bridges/sandbox/better-messages/index.ts';
import { BetterMessagesApi } from '../../../credentials/BetterMessagesApi.credentials.ts';
import { BetterMessages } from '../../../nodes/BetterMessages/BetterMessages.node.ts';
import type { Outcome, Run } from '../support/run.ts';
import { run } from '../support/run.ts';

/** People that the sandbox's site has. Parley's account and all of them but the administrator are in the first thread. */
export const ADMIN = 1;
export const ALICE = 2;
export const BOB = 3;
export const CAROL = 4;
export const BRIDGE_BOT = 5;
export const PARLEY = 6;

/** A picker in which an id was typed. */
export function id(value: unknown): IDataObject {
  return { __rl: true, mode: 'id', value: value as string };
}

/** The node with the account of a user, or of a guest (below zero). */
export function placed(site: BetterMessagesEmulator, account: number, parameters: IDataObject = {}) {
  return {
    type: new BetterMessages(),
    credentialType: new BetterMessagesApi(),
    credential: { url: site.origin, ...signIn(site, account) },
    parameters,
  };
}

export function signIn(site: BetterMessagesEmulator, account: number): Record<string, string> {
  if (account > 0) return { signIn: 'user', ...site.credentials(account) };
  const headers = site.guestHeaders(account);
  const { 'BM-Guest-ID': guestId = '', 'BM-Guest-Secret': guestSecret = '' } = headers;
  return { signIn: 'guest', guestId, guestSecret };
}

/** Runs one operation of the node. */
export function acting(site: BetterMessagesEmulator, account = PARLEY) {
  return (
    resource: string,
    operation: string,
    parameters: IDataObject = {},
    more: Partial<Run> = {},
  ): Promise<Outcome> => run({ ...placed(site, account, { resource, operation, ...parameters }), ...more });
}

/** The JSON of the only item. */
export function only({ json }: Outcome): IDataObject {
  const [first] = json;
  if (first === undefined || json.length > 1) throw new Error(`${String(json.length)} items instead of one`);
  return first;
}
