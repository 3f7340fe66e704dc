import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { ConnectContext, Connection, Identity, Memory, Platform } from '../../src/index.ts';
import type { Core } from './core.ts';
import { loadCore } from './core.ts';
import type { NodeFunctions, Signed } from './host.ts';
import { createHost } from './host.ts';

/** One messaging system, as its nodes reach it. */
export interface System<C extends Connection = Connection> {
  /** Name of its credential type. */
  readonly credential: string;
  readonly signed: Signed;
  /** The settings of the core, from what a person filled into the credential. Checked by the platform's own schema. */
  settings(credential: ICredentialDataDecryptedObject): Record<string, unknown>;
  /** What every field of the settings is called in the credential, for complaints. */
  readonly labels: Readonly<Record<string, string>>;
  platform(core: Core): Platform;
  connect(core: Core, settings: Record<string, unknown>, context: ConnectContext): C;
  /** People to pick from. Absent where the service lists none. */
  people?(connection: C, search: string | undefined): Promise<readonly Identity[]>;
}

/** An account that is ready to be used, and the core that it came from. */
export interface Connected<C extends Connection = Connection> {
  readonly core: Core;
  readonly connection: C;
}

export interface ConnectOptions {
  /** @default 0 */
  readonly itemIndex?: number;
  /** @default 60000 */
  readonly patienceMs?: number;
  readonly signal?: AbortSignal | undefined;
  /** What has to outlive the call. @default nothing does */
  readonly memory?: Memory;
}

/**
 * Connects with the credential of a node. Sends nothing yet.
 * @throws {NodeOperationError} for a credential that is missing or not filled in well, with what to do
 */
export async function connect<C extends Connection>(
  functions: NodeFunctions,
  system: System<C>,
  { itemIndex = 0, patienceMs = 60_000, signal, memory }: ConnectOptions = {},
): Promise<Connected<C>> {
  const core = await loadCore();
  const credential = await functions.getCredentials(system.credential, itemIndex);
  const given = system.settings(credential);
  const checked = system.platform(core).settings.safeParse(given);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const field = String(issue?.path.at(-1) ?? '');
    const value = valueAt(given, issue?.path ?? []);
    const isEmpty = value === undefined || value === null || value === '';
    const why = isEmpty ? 'is empty' : (issue?.message ?? 'is not as expected');
    throw new NodeOperationError(
      functions.getNode(),
      `The credential is not complete: ${system.labels[field] ?? field} ${why}`,
      { itemIndex, description: 'Open the credential of this node, correct the field and save it again.' },
    );
  }
  const host = createHost(core, functions, {
    credential: system.credential,
    signed: system.signed,
    values: Object.values(given),
    patienceMs,
    signal,
  });
  const context = { account: functions.getNode().name, host, memory: memory ?? core.briefMemory() };
  return { core, connection: system.connect(core, given, context) };
}

function valueAt(settings: Record<string, unknown>, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    settings,
  );
}
