import type {
  ICredentialDataDecryptedObject,
  ICredentialType,
  IDataObject,
  IExecuteFunctions,
  IGetNodeParameterOptions,
  IHttpRequestOptions,
  INode,
  INodeType,
  Logger,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { fake } from './fake.ts';
import type { Sent } from './http.ts';
import { authenticated, sendRequest } from './http.ts';

/** A node as it stands in a workflow, with the credential it uses. */
export interface Placed {
  readonly type: INodeType;
  readonly credentialType: ICredentialType;
  readonly credential: ICredentialDataDecryptedObject;
  readonly parameters?: IDataObject;
}

/** What all kinds of functions have in common. */
export type Common = Pick<
  IExecuteFunctions,
  'getNode' | 'getCredentials' | 'getWorkflow' | 'logger' | 'helpers'
>;

export interface Place extends Common {
  readonly sent: Sent[];
  readonly logged: string[];
}

/** The node in its workflow: the parameters with n8n's defaults, and requests that really go out. */
export function place({ type, credentialType, credential, parameters = {} }: Placed): Place {
  const { description } = type;
  const node: INode = {
    id: 'a1',
    name: description.displayName,
    type: `n8n-nodes-parley.${description.name}`,
    typeVersion: 1,
    position: [0, 0],
    parameters: {},
  };
  node.parameters =
    NodeHelpers.getNodeParameters(
      description.properties,
      JSON.parse(JSON.stringify(parameters)),
      true,
      false,
      node,
      description,
    ) ?? {};
  const sent: Sent[] = [];
  const logged: string[] = [];
  const log = (message: string): void => {
    logged.push(message);
  };
  return {
    sent,
    logged,
    getNode: () => node,
    getWorkflow: () => ({ id: 'w1', name: 'Workflow', active: true }),
    getCredentials: async <T extends object>(): Promise<T> => ({ ...credential }) as T,
    logger: fake<Logger>('the logger', { debug: log, info: log, warn: log, error: log }),
    helpers: fake<IExecuteFunctions['helpers']>('helpers', {
      httpRequest: (options: IHttpRequestOptions) => sendRequest(options, sent),
      httpRequestWithAuthentication: async (_name: string, options: IHttpRequestOptions) =>
        sendRequest(await authenticated(credentialType, credential, options), sent),
      prepareBinaryData: async (data, fileName, mimeType) => ({
        data: Buffer.isBuffer(data) ? data.toString('base64') : '',
        mimeType: mimeType ?? 'application/octet-stream',
        ...(fileName === undefined ? {} : { fileName }),
      }),
    }),
  };
}

/**
 * A parameter of a placed node as n8n hands it out. To take the value out of a locator, n8n looks for the field among
 * those that are shown, and throws when there is none.
 */
export function parameterOf(
  { parameters }: Pick<INode, 'parameters'>,
  { description }: INodeType,
  name: string,
  fallback: unknown,
  { extractValue = false }: IGetNodeParameterOptions = {},
): unknown {
  const value =
    name.split('.').reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), parameters) ??
    fallback;
  if (value === undefined) throw new Error(`Could not get parameter "${name}"`);
  if (!extractValue) return value;
  const property = NodeHelpers.findDisplayedProperty(
    name,
    description.properties,
    parameters,
    { typeVersion: 1 },
    description,
  );
  if (!property) throw new Error(`Could not find property "${name}"`);
  if (!isRecord(value) || !('modes' in property)) return value;
  const extract = property.modes?.find((one) => one.name === value.mode)?.extractValue;
  const regex = extract && 'regex' in extract ? extract.regex : undefined;
  if (typeof regex !== 'string') return value.value;
  const found = new RegExp(regex).exec(String(value.value));
  if (!found) throw new Error(`"${name}" is no address that the node knows`);
  return found[1];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
