import type {
  IDataObject,
  IExecuteFunctions,
  IGetNodeParameterOptions,
  INodeExecutionData,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { fake } from './fake.ts';
import type { Place, Placed } from './functions.ts';
import { parameterOf, place } from './functions.ts';

export interface Run extends Placed {
  /** The input. @default one empty item */
  readonly items?: readonly INodeExecutionData[];
  /** Parameters that differ from item to item, as expressions make them; laid over `parameters`. */
  readonly perItem?: (index: number) => IDataObject;
  readonly continueOnFail?: boolean;
  readonly signal?: AbortSignal;
  /** Of the workflow. @default 'UTC' */
  readonly timezone?: string;
}

const EMPTY: INodeExecutionData = { json: {} };

export interface Outcome {
  readonly items: readonly INodeExecutionData[];
  /** The JSON of all items. */
  readonly json: readonly IDataObject[];
  readonly requests: Place['sent'];
}

/**
 * Executes a node once, as n8n would, against a service that really listens.
 * @param more members of n8n's functions that only some operations use
 */
export async function run(options: Run, more: Partial<IExecuteFunctions> = {}): Promise<Outcome> {
  const {
    type,
    items = [EMPTY],
    perItem = () => ({}),
    continueOnFail = false,
    signal,
    timezone = 'UTC',
  } = options;
  const { sent, ...common } = place(options);
  const node = common.getNode();
  const placedFor = (index: number) => ({ ...node.parameters, ...perItem(index) });
  const binaryIn = (index: number, field: string) => {
    const found = items[index]?.binary?.[field];
    if (found) return found;
    throw new NodeOperationError(
      node,
      `This operation expects the node's input data to contain a binary file '${field}', but none was found [item ${String(index)}]`,
    );
  };
  const functions = fake<IExecuteFunctions>('the execution', {
    ...common,
    getInputData: () => [...items],
    getNodeParameter: ((name: string, index: number, fallback?: unknown, how?: IGetNodeParameterOptions) =>
      parameterOf(
        { parameters: placedFor(index) },
        type,
        name,
        fallback,
        how,
      )) as IExecuteFunctions['getNodeParameter'],
    continueOnFail: () => continueOnFail,
    ...more,
    getExecutionId: () => '77',
    getTimezone: () => timezone,
    getExecutionCancelSignal: () => signal,
    helpers: fake<IExecuteFunctions['helpers']>('helpers', {
      httpRequest: common.helpers.httpRequest,
      httpRequestWithAuthentication: common.helpers.httpRequestWithAuthentication,
      prepareBinaryData: common.helpers.prepareBinaryData,
      assertBinaryData: (index, field) => binaryIn(index, String(field)),
      getBinaryDataBuffer: async (index, field) => Buffer.from(binaryIn(index, String(field)).data, 'base64'),
    }),
  });
  const output = await type.execute?.call(functions);
  if (!Array.isArray(output)) throw new Error('The node gave no items.');
  const made = output.flat();
  return { items: made, json: made.map(({ json }) => json), requests: sent };
}
