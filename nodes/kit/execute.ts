import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Connection } from '../../src/index.ts';
import { Call } from './call.ts';
import { loadCore } from './core.ts';
import { nodeErrorOf } from './errors.ts';
import type { Operation, Resource, Result } from './operation.ts';
import { Items, toJson } from './operation.ts';
import type { Connected, System } from './system.ts';
import { connect } from './system.ts';

/**
 * Carries out a node: its operation once an item, one after the other, so that messages keep the order of the items.
 * An item that fails ends the run, or with "continue on fail" becomes an item with `error` in its place. An operation
 * that waits is carried out for the first item that it works for.
 */
export async function execute<C extends Connection>(
  functions: IExecuteFunctions,
  system: System<C>,
  resources: readonly Resource<C>[],
): Promise<INodeExecutionData[][]> {
  const core = await loadCore();
  const made: INodeExecutionData[] = [];
  const signal = functions.getExecutionCancelSignal();
  const sent = new Set<string>();
  let connected: Connected<C> | undefined;
  for (const [item] of functions.getInputData().entries()) {
    signal?.throwIfAborted();
    try {
      const operation = chosen(functions, resources, item);
      connected ??= await connect(functions, system, { itemIndex: item, signal });
      const call = new Call(functions, item, operation.fields, connected, sent);
      const result = await operation.run(call);
      // What the items become is known when somebody has answered.
      if (operation.waits) return [functions.getInputData()];
      made.push(...itemsOf(result, item));
    } catch (error) {
      const shown = nodeErrorOf(core, functions.getNode(), error, item, connected?.connection.secrets);
      if (!functions.continueOnFail()) throw shown;
      // With nothing but `error` in it, n8n knows it as one for the error output.
      const sentence = [shown.message, shown.description].filter(Boolean).join('. ');
      made.push({ json: { error: sentence }, pairedItem: { item } });
    }
  }
  return [made];
}

function chosen<C extends Connection>(
  functions: IExecuteFunctions,
  resources: readonly Resource<C>[],
  item: number,
): Operation<C> {
  const resource = functions.getNodeParameter('resource', item);
  const operation = functions.getNodeParameter('operation', item);
  const found = resources
    .find(({ value }) => value === resource)
    ?.operations.find(({ value }) => value === operation);
  if (found) return found;
  throw new NodeOperationError(
    functions.getNode(),
    `This version of the node has no operation "${String(operation)}" for "${String(resource)}"`,
    { itemIndex: item, description: 'Choose the resource and the operation again.' },
  );
}

function itemsOf(result: Result, item: number): INodeExecutionData[] {
  const pairedItem = { item };
  if (result instanceof Items) return result.items.map((one) => ({ ...one, pairedItem }));
  const list: readonly object[] = Array.isArray(result) ? result : [result];
  return list.map((one) => ({ json: toJson(one), pairedItem }));
}
