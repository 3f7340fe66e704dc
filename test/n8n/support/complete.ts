import type { INodePropertyOptions, INodeType } from 'n8n-workflow';
import type { Host } from '../../../src/host/index.ts';
import { fake } from './fake.ts';

export interface Completeness {
  readonly node: INodeType;
  /** Typed client of the core: its methods are all that can be done with the service. */
  readonly client: object;
  /** Method → `resource/operation`, one of those that make the call. */
  readonly reached: Readonly<Record<string, string>>;
  /** Method → why no operation makes the call. */
  readonly leftOut?: Readonly<Record<string, string>>;
}

/** For clients that only have to be there: it sends nothing. */
export const idle: Host = fake<Host>('the host', {});

/** What a node lacks of its service, and what the table says wrongly; nothing when both are complete. */
export function gaps({ node, client, reached, leftOut = {} }: Completeness): string[] {
  const operations = operationsOf(node);
  const methods = methodsOf(client);
  return [
    ...methods
      .filter((method) => !(method in reached) && !(method in leftOut))
      .map((method) => `no operation for ${method}`),
    ...Object.keys({ ...reached, ...leftOut })
      .filter((method) => !methods.includes(method))
      .map((method) => `the client has no method ${method}`),
    ...Object.keys(leftOut)
      .filter((method) => method in reached)
      .map((method) => `${method} is left out, and not`),
    ...Object.entries(reached)
      .filter(([, operation]) => !operations.includes(operation))
      .map(([method, operation]) => `${method}: the node has no ${operation}`),
  ];
}

/** As `resource/operation`. */
export function operationsOf({ description: { properties } }: INodeType): string[] {
  return properties
    .filter(({ name }) => name === 'operation')
    .flatMap(({ displayOptions, options = [] }) => {
      const [resource] = displayOptions?.show?.resource ?? [];
      return options
        .filter((option): option is INodePropertyOptions => 'value' in option)
        .map(({ value }) => `${String(resource)}/${String(value)}`);
    });
}

/** Own methods and those of the class. */
export function methodsOf(client: object): string[] {
  const names = new Set<string>();
  for (
    let one: unknown = client;
    isObject(one) && one !== Object.prototype;
    one = Object.getPrototypeOf(one)
  ) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(one)))
      if (name !== 'constructor' && typeof value === 'function') names.add(name);
  }
  return [...names];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
