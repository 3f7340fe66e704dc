import type { z } from 'zod';
import type { Document, Path } from './document.ts';
import { problemsOf } from './issues.ts';
import type { JsonSchema } from './json-schema.ts';
import type { Problem } from './problems.ts';

/**
 * Checks a value of the file. What `${...}` put in is text, so a number or boolean from there is recognised by the
 * schema asking for one.
 * @returns the parsed value, or undefined after reporting what is wrong with it
 */
export function validate<T>(
  schema: z.ZodType<T, z.ZodTypeDef, unknown>,
  value: unknown,
  context: { document: Document; base: Path; shape: JsonSchema; problems: Problem[] },
): T | undefined {
  const { document, base, shape, problems } = context;
  let result = schema.safeParse(value);
  if (!result.success) {
    const changed = withTypedReferences(value, result.error, document, base);
    if (changed !== undefined) result = schema.safeParse(changed);
  }
  if (result.success) return result.data;
  problems.push(...problemsOf(result.error, document, base, shape));
  return undefined;
}

function withTypedReferences(value: unknown, error: z.ZodError, document: Document, base: Path): unknown {
  let changed: unknown;
  for (const issue of flatten(error)) {
    if (issue.code !== 'invalid_type' || issue.received !== 'string') continue;
    if (!document.isReference([...base, ...issue.path])) continue;
    changed = replaceAt(changed ?? value, issue.path, (text) => typed(text, issue.expected));
  }
  return changed;
}

function flatten(error: z.ZodError): z.ZodIssue[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'invalid_union' ? issue.unionErrors.flatMap(flatten) : [issue],
  );
}

function typed(text: unknown, expected: string): unknown {
  if (typeof text !== 'string' || text.trim() === '') return text;
  if (expected === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  if (expected !== 'number') return text;
  return Number.isFinite(Number(text)) ? Number(text) : text;
}

function replaceAt(value: unknown, path: Path, change: (old: unknown) => unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === step ? replaceAt(item, rest, change) : item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, key === step ? replaceAt(inner, rest, change) : inner]),
  );
}
