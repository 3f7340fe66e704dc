import type { INode } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

/**
 * Refuses an address of n8n that a service on the internet cannot call. One that runs beside n8n may.
 * @param service where it is; without it, on the internet
 * @throws {NodeOperationError} with what to do
 */
export function mustBeReachable(node: INode, url: string, service: string | undefined): void {
  const { hostname } = new URL(url);
  if (!isPrivate(hostname) || (service !== undefined && isPrivate(new URL(service).hostname))) return;
  throw new NodeOperationError(
    node,
    `The service cannot call n8n at ${hostname}: that is no public address`,
    {
      description:
        'Set N8N_WEBHOOK_URL (formerly WEBHOOK_URL) of n8n to the address at which the internet reaches it, or use a trigger that polls.',
    },
  );
}

/** Whether a host is of this machine or of a private network. Names without a dot are, too. */
function isPrivate(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (host.includes(':')) return host === '::1' || host === '::' || /^(?:f[cd]|fe[89ab])/.test(host);
  if (!host.includes('.') || /\.(?:localhost|local|internal|lan|home\.arpa)$/.test(host)) return true;
  return /^(?:0|10|127)\.|^192\.168\.|^169\.254\.|^172\.(?:1[6-9]|2\d|3[01])\./.test(host);
}
