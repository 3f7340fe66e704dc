import { redact } from '../../../../src/host/index.ts';
import { escapeText } from '../../prompt/escape.ts';
import { isObject } from '../arguments.ts';
import { hasUnseen, quoted } from '../text.ts';

/** What a schema may weigh, as JSON characters; how deep it may be; and how long one text in it. */
const MAX_LENGTH = 16_000;
const MAX_DEPTH = 24;
const MAX_TEXT = 1000;

const NOT_AT_TOP = new Set(['oneOf', 'anyOf', 'allOf', 'enum', 'not', '$schema', '$id']);
const PROSE = new Set(['description', 'title', '$comment']);
const LEFT_TO_SERVER = new Set(['pattern', 'format', '$id', 'id', '$schema']);
const ABOUT_OTHERS = new Set(['patternProperties', 'additionalProperties', 'unevaluatedProperties']);

/** What becomes of a member; undefined leaves it out. */
type Part = (key: string, value: unknown, all: Readonly<Record<string, unknown>>) => unknown;

/** Something of a tool that cannot be shown to a model. The message says what, for the operator. */
export class Unfit extends Error {
  override readonly name = 'Unfit';
}

/** An outside text for people and models: visible, without marks of ours and secrets, of limited length. */
export function prose(text: string, secrets: readonly string[]): string {
  return quoted(escapeText(redact(text, secrets)), MAX_TEXT);
}

/**
 * A schema without what must not be shown. What describes is tidied; what has to stay as it is (names, values) is not
 * changed.
 * @throws {Unfit}
 */
export function cleanSchema(
  schema: Readonly<Record<string, unknown>>,
  secrets: readonly string[],
): Record<string, unknown> {
  const cleaned = walk(schema, 0, (key, value) =>
    typeof value === 'string' && PROSE.has(key) ? prose(value, secrets) : value,
  );
  if (!isObject(cleaned)) throw new Unfit('its schema is no object');
  const json = JSON.stringify(cleaned);
  if (redact(json, secrets) !== json) throw new Unfit('its schema holds a secret');
  if (json.length > MAX_LENGTH) throw new Unfit(`its schema is longer than ${String(MAX_LENGTH)} characters`);
  return cleaned;
}

/**
 * A schema as services take it. OpenAI refuses a whole request in which one has no properties, an array without a
 * kind, or alternatives at the top level: https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
 */
export function shownSchema(schema: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const shown = walk(schema, 0, (_, value) =>
    isObject(value) && value.type === 'array' && !('items' in value) ? { ...value, items: {} } : value,
  );
  const entries = Object.entries(isObject(shown) ? shown : {}).filter(([key]) => !NOT_AT_TOP.has(key));
  return { properties: {}, ...Object.fromEntries(entries), type: 'object' };
}

/**
 * The part of a schema that arguments are checked by here. Patterns and formats are left to the server: some take
 * forever on a text made for it. Names of schemas are dropped, because two may use the same.
 */
export function checkedSchema(schema: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const checked = walk(schema, 0, (key, value, all) => {
    if (typeof value === 'string') return LEFT_TO_SERVER.has(key) ? undefined : value;
    // What is allowed besides depends on the patterns.
    return 'patternProperties' in all && ABOUT_OTHERS.has(key) ? undefined : value;
  });
  return isObject(checked) ? checked : {};
}

/** A copy, each member as `part` makes it. */
function walk(value: unknown, depth: number, part: Part): unknown {
  if (depth > MAX_DEPTH) throw new Unfit(`its schema is deeper than ${String(MAX_DEPTH)} levels`);
  if (typeof value === 'string') {
    if (value.length > MAX_TEXT || hasUnseen(value.replaceAll(/[\t\n]/g, '')))
      throw new Unfit('a value of its schema is too long or hides signs');
    return value;
  }
  if (Array.isArray(value)) return value.map((item) => walk(item, depth + 1, part));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([key, inner]) => {
    if (key.length > MAX_TEXT || hasUnseen(key))
      throw new Unfit('a name in its schema is too long or hides signs');
    const made = part(key, inner, value);
    return made === undefined ? [] : [[key, walk(made, depth + 1, part)] as const];
  });
  return Object.fromEntries(entries);
}
