import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Connection } from '../../src/index.ts';
import type { Operation, Resource } from './operation.ts';

const CHOICE = { type: 'options', noDataExpression: true } as const;

/** All parameters of a node: the resource, its operations, and what each of them asks for. */
export function propertiesOf<C extends Connection>(resources: readonly Resource<C>[]): INodeProperties[] {
  const [first] = resources;
  return [
    {
      ...CHOICE,
      displayName: 'Resource',
      name: 'resource',
      options: byName(resources.map(({ name, value }) => ({ name, value }))),
      default: first?.value ?? '',
    },
    ...resources.map(operationChoice),
    ...resources.flatMap((resource) =>
      resource.operations.flatMap((operation) =>
        operation.fields.map((field) => shownFor(field, resource.value, operation.value)),
      ),
    ),
  ];
}

function operationChoice<C extends Connection>(resource: Resource<C>): INodeProperties {
  return {
    ...CHOICE,
    displayName: 'Operation',
    name: 'operation',
    displayOptions: { show: { resource: [resource.value] } },
    options: byName(resource.operations.map(choiceOf)),
    default: resource.first ?? resource.operations[0]?.value ?? '',
  };
}

function choiceOf<C extends Connection>({ name, value, action, description }: Operation<C>) {
  return { name, value, action, description };
}

/** A field may have conditions of its own; they hold as well. */
function shownFor(field: INodeProperties, resource: string, operation: string): INodeProperties {
  const { displayOptions, ...rest } = field;
  return {
    ...rest,
    displayOptions: {
      ...displayOptions,
      show: { resource: [resource], operation: [operation], ...displayOptions?.show },
    },
  };
}

function byName(options: readonly INodePropertyOptions[]): INodePropertyOptions[] {
  return [...options].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
