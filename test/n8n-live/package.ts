import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

export const PACKAGE = 'n8n-nodes-parley';

const manifestSchema = z.object({
  n8n: z.object({ nodes: z.array(z.string()), credentials: z.array(z.string()) }),
});

/** An unpacked package. */
export interface Package {
  readonly folder: string;
  /** Of all nodes and credentials, below the folder. */
  readonly files: readonly string[];
  /** Names that the types have in n8n. */
  readonly nodes: readonly string[];
  readonly credentials: readonly string[];
}

export function readPackage(folder: string): Package {
  const { n8n } = manifestSchema.parse(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')));
  return {
    folder,
    files: [...n8n.nodes, ...n8n.credentials],
    nodes: n8n.nodes.map((file) => `${PACKAGE}.${typeName(file)}`),
    credentials: n8n.credentials.map(typeName),
  };
}

/** `dist/nodes/BuddyPress/BuddyPress.node.js` is `buddyPress`. */
function typeName(file: string): string {
  const name = path.basename(file).split('.')[0] ?? '';
  return name.charAt(0).toLowerCase() + name.slice(1);
}

export interface OperationName {
  readonly resource: string;
  readonly operation: string;
}

/** Everything that a node can be told to do. */
export function operationsOf(properties: readonly INodeProperties[]): OperationName[] {
  return properties
    .filter(({ name }) => name === 'operation')
    .flatMap(({ options = [], displayOptions }) => {
      const resource = String(displayOptions?.show?.['resource']?.[0] ?? '');
      return options.flatMap((option) =>
        'value' in option ? [{ resource, operation: String(option.value) }] : [],
      );
    });
}

/** The parameters that an operation asks for, without those of no operation. */
export function fieldsOf(
  properties: readonly INodeProperties[],
  { resource, operation }: OperationName,
): INodeProperties[] {
  return properties.filter(({ displayOptions }) => {
    const { show } = displayOptions ?? {};
    return show?.['resource']?.includes(resource) && show['operation']?.includes(operation);
  });
}
