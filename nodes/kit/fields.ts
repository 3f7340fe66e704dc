import type { INodeProperties } from 'n8n-workflow';

/** "Return All" and "Limit". */
export const many: readonly INodeProperties[] = [
  {
    displayName: 'Return All',
    name: 'returnAll',
    type: 'boolean',
    default: false,
    description: 'Whether to return all results or only up to a given limit',
  },
  {
    displayName: 'Limit',
    name: 'limit',
    type: 'number',
    typeOptions: { minValue: 1 },
    default: 50,
    displayOptions: { show: { returnAll: [false] } },
    description: 'Max number of results to return',
  },
];

export const simplify: INodeProperties = {
  displayName: 'Simplify',
  name: 'simplify',
  type: 'boolean',
  default: true,
  description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** How the text of a message is meant; read by `Call.rich`. */
export const format: INodeProperties = {
  displayName: 'Text Format',
  name: 'format',
  type: 'options',
  options: [
    {
      name: 'Markdown',
      value: 'markdown',
      description: 'Bold, links, lists and code become those of the service',
    },
    { name: 'Plain Text', value: 'plain', description: 'Every character arrives as it is' },
  ],
  default: 'markdown',
};

export const messageText: INodeProperties = {
  displayName: 'Text',
  name: 'text',
  type: 'string',
  typeOptions: { rows: 4 },
  default: '',
  required: true,
  description: 'What to say. Longer text than the service takes is sent as several messages, in order.',
};

export interface LocatorOptions {
  readonly displayName: string;
  readonly name: string;
  readonly description: string;
  /** `methods.listSearch` of the node. @default 'searchConversations' */
  readonly search?: string;
  readonly idPlaceholder: string;
  /** Ids that can be told wrong at once. */
  readonly id?: { readonly regex: string; readonly errorMessage: string };
  /** Addresses of the service's own pages; the first group of `regex` is the id. */
  readonly url?: { readonly regex: string; readonly placeholder: string };
  readonly required?: boolean;
}

/** A picker: from a list with search, by id, and by address where the service has pages for it. */
export function locator(options: LocatorOptions): INodeProperties {
  const { displayName, name, description, idPlaceholder, id, url, required = true } = options;
  const idError = id && { type: 'regex' as const, properties: id };
  return {
    displayName,
    name,
    type: 'resourceLocator',
    default: { mode: 'list', value: '' },
    required,
    description,
    modes: [
      {
        displayName: 'From List',
        name: 'list',
        type: 'list',
        placeholder: `Select a ${displayName.toLowerCase()}...`,
        typeOptions: {
          searchListMethod: options.search ?? 'searchConversations',
          searchable: true,
          searchFilterRequired: false,
        },
      },
      {
        displayName: 'By ID',
        name: 'id',
        type: 'string',
        placeholder: `e.g. ${idPlaceholder}`,
        ...(idError ? { validation: [idError] } : {}),
      },
      ...(url
        ? [
            {
              displayName: 'By URL',
              name: 'url',
              type: 'string' as const,
              placeholder: `e.g. ${url.placeholder}`,
              extractValue: { type: 'regex' as const, regex: url.regex },
              validation: [
                {
                  type: 'regex' as const,
                  properties: { regex: url.regex, errorMessage: `Not an address such as ${url.placeholder}` },
                },
              ],
            },
          ]
        : []),
    ],
  };
}
