import type { ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions } from 'n8n-workflow';
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
  const search = placed.type.methods?.listSearch?.[method];
  if (!search) throw new Error(`The node has no list "${method}".`);
  return search.call(editor(placed), filter, paginationToken);
}

/** All choices of a field with a list, as the editor asks for them. */
export async function choose(placed: Placed, method: string): Promise<INodePropertyOptions[]> {
  const load = placed.type.methods?.loadOptions?.[method];
  if (!load) throw new Error(`The node has no choices "${method}".`);
  return load.call(editor(placed));
}

function editor(placed: Placed): ILoadOptionsFunctions {
  const { getNode, getCredentials, getWorkflow, logger, helpers } = place(placed);
  return fake<ILoadOptionsFunctions>('the editor', {
    getNode,
    getCredentials,
    getWorkflow,
    logger,
    helpers,
  });
}
