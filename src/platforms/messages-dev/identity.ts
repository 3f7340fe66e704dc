import { ServiceError } from '../../host/index.ts';
import type { Identity } from '../../model/index.ts';
import type { MessagesDevClient } from './client.ts';
import { hasCode } from './errors.ts';
import { plainHandle } from './known.ts';
import type { WireLine, WireSandbox } from './schema.ts';

/** The line of the account among those of the key; undefined when it is not there. */
export async function findLine(client: MessagesDevClient): Promise<WireLine | undefined> {
  const handle = plainHandle(client.line);
  return (await client.lines()).find((line) => plainHandle(line.handle) === handle);
}

/** The state of the sandbox when it is the sandbox that the account speaks for; undefined when it is not. */
export async function findSandbox(client: MessagesDevClient): Promise<WireSandbox | undefined> {
  try {
    const sandbox = await client.sandbox();
    const handle = sandbox.sandbox_line_handle;
    return handle && plainHandle(handle) === plainHandle(client.line) ? sandbox : undefined;
  } catch (error) {
    // An undocumented call: a service that does not know it, however it says so, has no sandbox to speak of.
    if (!(error instanceof ServiceError) || ['auth', 'rate-limited', 'unavailable'].includes(error.kind))
      throw error;
    return undefined;
  }
}

/**
 * Whom the account speaks for: its line.
 * @throws {ServiceError} for a wrong key, and for a line that the key does not have
 */
export async function readIdentity(client: MessagesDevClient): Promise<Identity> {
  try {
    const line = await findLine(client);
    if (line) return { id: client.line, name: line.label || line.handle };
  } catch (error) {
    // The key is good, and the line needs no asking: it stands in the settings.
    if (hasCode(error, 'insufficient_scope')) return { id: client.line, name: client.line };
    throw error;
  }
  if (await findSandbox(client)) return { id: client.line, name: `${client.line} (sandbox)` };
  throw new ServiceError({
    kind: 'not-found',
    tried: `find the line ${client.line}`,
    cameBack: 'a list of lines without it',
    advice: 'Set the line to the handle of a line of this key, as the dashboard of messages.dev shows it.',
  });
}
