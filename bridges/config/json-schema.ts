import { z } from 'zod';

/** As much of JSON Schema (draft 7) as configuration needs. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'null';
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

/**
 * The JSON Schema of what a zod schema takes in (not of what it makes of it). Checks that JSON Schema cannot express
 * (refinements, transformations) are left out: it accepts more than the zod schema, never less.
 */
export function toJsonSchema(schema: z.ZodTypeAny): JsonSchema {
  const described = schema.description === undefined ? {} : { description: schema.description };
  return { ...convert(schema), ...described };
}

function convert(schema: z.ZodTypeAny): JsonSchema {
  if (schema instanceof z.ZodString) return fromString(schema);
  if (schema instanceof z.ZodNumber) return fromNumber(schema);
  if (schema instanceof z.ZodBoolean) return { type: 'boolean' };
  if (schema instanceof z.ZodNull) return { type: 'null' };
  if (schema instanceof z.ZodLiteral) return { const: schema.value };
  if (schema instanceof z.ZodEnum) return { enum: [...schema.options] };
  if (schema instanceof z.ZodArray) return fromArray(schema);
  if (schema instanceof z.ZodObject) return fromObject(schema);
  if (schema instanceof z.ZodRecord)
    return { type: 'object', additionalProperties: toJsonSchema(schema.valueSchema) };
  if (schema instanceof z.ZodUnion || schema instanceof z.ZodDiscriminatedUnion) {
    return { anyOf: [...schema.options].map((option: z.ZodTypeAny) => toJsonSchema(option)) };
  }
  if (schema instanceof z.ZodOptional) return toJsonSchema(schema.unwrap());
  if (schema instanceof z.ZodNullable) return { anyOf: [toJsonSchema(schema.unwrap()), { type: 'null' }] };
  if (schema instanceof z.ZodDefault) return toJsonSchema(schema.removeDefault());
  if (schema instanceof z.ZodEffects) return toJsonSchema(schema.innerType());
  if (schema instanceof z.ZodPipeline) return toJsonSchema(schema._def.in);
  if (schema instanceof z.ZodReadonly) return toJsonSchema(schema.unwrap());
  return {};
}

function fromString(schema: z.ZodString): JsonSchema {
  const pattern = schema._def.checks.find((check) => check.kind === 'regex');
  return {
    type: 'string',
    ...(schema.minLength === null ? {} : { minLength: schema.minLength }),
    ...(schema.maxLength === null ? {} : { maxLength: schema.maxLength }),
    ...(pattern && 'regex' in pattern ? { pattern: pattern.regex.source } : {}),
  };
}

function fromNumber(schema: z.ZodNumber): JsonSchema {
  return {
    type: schema.isInt ? 'integer' : 'number',
    ...(schema.minValue === null ? {} : { minimum: schema.minValue }),
    ...(schema.maxValue === null ? {} : { maximum: schema.maxValue }),
  };
}

function fromArray(schema: z.ZodArray<z.ZodTypeAny>): JsonSchema {
  const least = schema._def.minLength?.value;
  return {
    type: 'array',
    items: toJsonSchema(schema.element),
    ...(least === undefined ? {} : { minItems: least }),
  };
}

function fromObject(schema: z.AnyZodObject): JsonSchema {
  const shape: Record<string, z.ZodTypeAny> = schema.shape;
  const required = Object.keys(shape).filter((key) => shape[key]?.isOptional() === false);
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(shape).map(([key, value]) => [key, toJsonSchema(value)])),
    ...(required.length > 0 ? { required } : {}),
    ...(schema._def.unknownKeys === 'strict' ? { additionalProperties: false } : {}),
  };
}
