import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { fake } from './fake.ts';
import type { Placed } from './functions.ts';
import { place } from './functions.ts';

/** One page of a picker, as the editor asks for it. */
export async function pick(
  placed: Placed,
  method: string,
  filter?: string,
  paginationToken?: string,
): Promise<INodeListSearchResult> {
  const { getNode, getCredentials, getWorkflow, logger, helpers } = place(placed);
  const search = placed.type.methods?.listSearch?.[method];
  if (!search) throw new Error(`The node has no list "${method}".`);
  const functions = fake<ILoadOptionsFunctions>('the editor', {
    getNode,
    getCredentials,
    getWorkflow,
    logger,
    helpers,
  });
  return search.call(functions, filter, paginationToken);
}
