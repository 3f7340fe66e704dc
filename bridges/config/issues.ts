import type { z } from 'zod';
import type { Document, Path } from './document.ts';
import type { JsonSchema } from './json-schema.ts';
import type { Problem } from './problems.ts';
import { isSecretPath } from './secrets.ts';
import { didYouMean } from './suggest.ts';

/**
 * What a zod schema complained about, as sentences with places in the file. Values are shown only where they cannot be
 * secret: neither from `${...}` nor under a key that names a secret.
 * @param base path of the value that was checked
 * @param schema what the value may hold; for suggestions and for descriptions of missing keys
 */
export function problemsOf(error: z.ZodError, document: Document, base: Path, schema: JsonSchema): Problem[] {
  return error.issues.flatMap((issue) => problemOf(issue, document, base, schema));
}

function problemOf(issue: z.ZodIssue, document: Document, base: Path, schema: JsonSchema): Problem[] {
  const path = [...base, ...issue.path];
  if (document.isBroken(path)) return [];
  const subject = path.length === 0 ? 'The file' : path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const place = path.length === 0 ? '' : ` in ${subject}`;
    return issue.keys
      .filter((key) => !document.isBroken([...path, key]))
      .map((key) => ({
        ...document.keyAt([...path, key]),
        message: `Unknown key "${key}"${place}. ${didYouMean(key, keysAt(schema, issue.path))}`,
      }));
  }
  if (issue.code === 'invalid_union' && ownMessage(issue) === undefined) {
    return deepest(issue.unionErrors).flatMap((inner) => problemOf(inner, document, base, schema));
  }
  const complaint =
    issue.code === 'invalid_type' && issue.received === 'undefined'
      ? missing(schemaAt(schema, issue.path))
      : (ownMessage(issue) ?? complaintOf(issue, !document.isReference(path) && !isSecretPath(path)));
  return [{ ...document.at(path), message: `${subject} ${complaint}` }];
}

/** What is wrong and what to do, to follow the name of the key. */
function complaintOf(issue: z.ZodIssue, isShowable: boolean): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${nameOf(issue.expected)}, but is ${nameOf(issue.received)}.`;
    case 'invalid_enum_value': {
      const options = issue.options.map(String);
      const given = String(issue.received);
      return isShowable
        ? `cannot be "${given}". ${didYouMean(given, options)}`
        : `must be one of ${options.join(', ')}.`;
    }
    case 'too_small':
    case 'too_big':
      return bound(issue);
    case 'invalid_string':
      return issue.validation === 'url'
        ? 'must be an address such as https://example.org.'
        : 'is not in the right form.';
    default:
      return 'is not right.';
  }
}

/** Of several alternatives, the complaints of the one that got furthest: the one that was most likely meant. */
function deepest(errors: readonly z.ZodError[]): z.ZodIssue[] {
  const depth = (error: z.ZodError): number =>
    Math.max(
      ...error.issues.map((issue) => issue.path.length + (issue.code === 'unrecognized_keys' ? 1 : 0)),
    );
  return [...errors].sort((a, b) => depth(b) - depth(a))[0]?.issues ?? [];
}

function missing(schema: JsonSchema | undefined): string {
  const description = schema?.description?.replace(/\.$/, '');
  return description === undefined ? 'is missing.' : `is missing. It is needed: ${description}.`;
}

function bound(issue: z.ZodTooSmallIssue | z.ZodTooBigIssue): string {
  const limit = issue.code === 'too_small' ? issue.minimum : issue.maximum;
  const atLeast = `${issue.code === 'too_small' ? 'at least' : 'at most'} ${String(limit)}`;
  if (issue.type === 'string') {
    return issue.code === 'too_small' && Number(limit) === 1
      ? 'is empty.'
      : `must have ${atLeast} characters.`;
  }
  return issue.type === 'array' ? `must have ${atLeast} entries.` : `must be ${atLeast}.`;
}

/** What a schema says of its own about a value, to follow the name of the key; undefined where it is zod's wording. */
function ownMessage(issue: z.ZodIssue): string | undefined {
  if (/^(?:Expected|Required|Invalid|String must|Number must|Array must)/.test(issue.message))
    return undefined;
  const text = /[.?!]$/.test(issue.message) ? issue.message : `${issue.message}.`;
  return /^(?:must|may|is|has|needs|cannot) /.test(text) ? text : `is not right: ${text}`;
}

function nameOf(type: string): string {
  const names: Readonly<Record<string, string>> = {
    string: 'text',
    number: 'a number',
    integer: 'a whole number',
    float: 'a number with a fraction',
    boolean: 'true or false',
    array: 'a list',
    object: 'a group of keys',
  };
  return names[type] ?? type;
}

function keysAt(schema: JsonSchema, path: Path): string[] {
  return Object.keys(schemaAt(schema, path)?.properties ?? {});
}

function schemaAt(schema: JsonSchema, path: Path): JsonSchema | undefined {
  let here: JsonSchema | undefined = schema;
  for (const step of path) {
    const options: readonly JsonSchema[] = here?.anyOf ?? (here ? [here] : []);
    here = options.map((option) => stepInto(option, step)).find((found) => found !== undefined);
  }
  return here?.anyOf?.find((option) => option.properties) ?? here;
}

function stepInto(schema: JsonSchema, step: string | number): JsonSchema | undefined {
  if (typeof step === 'number') return schema.items;
  const rest = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
  return schema.properties?.[step] ?? rest;
}
