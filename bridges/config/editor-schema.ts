import type { Platform } from '../../src/platforms/index.ts';
import { toJsonSchema } from './json-schema.ts';
import type { JsonSchema } from './json-schema.ts';
import { accountSchema, fileSchema } from './schema.ts';

/** A text that `${...}` makes something else of, allowed wherever a number, a choice or a pattern is asked for. */
const REFERENCE: JsonSchema = { type: 'string', pattern: '\\$\\{' };

/** The JSON Schema of `parley.yaml`, for completion and help in editors. */
export function editorSchema(platforms: Readonly<Record<string, Platform>>): JsonSchema {
  const file = toJsonSchema(fileSchema);
  const accounts = file.properties?.['accounts'];
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Parley configuration',
    ...allowReferences({
      ...file,
      properties: {
        ...file.properties,
        accounts: {
          ...accounts,
          additionalProperties: {
            anyOf: Object.entries(platforms).map(([name, platform]) => accountOf(name, platform)),
          },
        },
      },
    }),
  };
}

/** The keys that an account of a platform can have, with their schemas. */
export function accountOf(name: string, platform: Platform): JsonSchema {
  const common = toJsonSchema(accountSchema);
  const own = toJsonSchema(platform.settings);
  const branches = own.anyOf ?? [own];
  return {
    type: 'object',
    title: platform.capabilities.title,
    properties: {
      ...common.properties,
      platform: { const: name, description: platform.capabilities.title },
      feed: { ...common.properties?.['feed'], enum: [...platform.capabilities.feeds] },
      ...Object.assign({}, ...branches.map((branch) => branch.properties ?? {})),
    },
    required: ['platform', ...(branches.length === 1 ? (own.required ?? []) : [])],
    additionalProperties: false,
  };
}

function allowReferences(schema: JsonSchema): JsonSchema {
  const inner: JsonSchema = {
    ...schema,
    ...(schema.items ? { items: allowReferences(schema.items) } : {}),
    ...(schema.anyOf ? { anyOf: schema.anyOf.map(allowReferences) } : {}),
    ...(typeof schema.additionalProperties === 'object'
      ? { additionalProperties: allowReferences(schema.additionalProperties) }
      : {}),
    ...(schema.properties
      ? {
          properties: Object.fromEntries(
            Object.entries(schema.properties).map(([key, value]) => [key, allowReferences(value)]),
          ),
        }
      : {}),
  };
  const free =
    schema.type === 'object' || schema.type === 'array' || schema.anyOf || schema.const !== undefined;
  const anyText = schema.type === 'string' && schema.pattern === undefined && schema.minLength === undefined;
  if (free || anyText) return inner;
  const { description, ...rest } = inner;
  return { ...(description === undefined ? {} : { description }), anyOf: [rest, REFERENCE] };
}
