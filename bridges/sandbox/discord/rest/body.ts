import type { Context } from 'hono';
import { z } from 'zod';
import { invalidForm, refuse } from '../failure.ts';

/** A file of a request, by the number that `attachments[].id` names it with. */
export interface UploadedFile {
  readonly number: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

export interface Body {
  readonly json: unknown;
  readonly files: readonly UploadedFile[];
}

/** Most bytes of one request. */
const MOST_BYTES = 25 * 1024 * 1024;

/** What was sent: JSON, or `payload_json` beside files. @throws {DiscordFailure} 40005, 50035, 50109 */
export async function readBody(c: Context): Promise<Body> {
  const type = c.req.header('content-type') ?? '';
  if (Number(c.req.header('content-length') ?? 0) > MOST_BYTES) {
    // Unread, the rest of the body would be taken for the next request.
    await c.req.arrayBuffer();
    throw refuse('tooLarge');
  }
  if (type.startsWith('multipart/form-data')) return readForm(c);
  const text = await c.req.text();
  if (text.length > MOST_BYTES) throw refuse('tooLarge');
  if (text === '') return { json: {}, files: [] };
  if (!type.startsWith('application/json')) {
    throw invalidForm('', 'CONTENT_TYPE_INVALID', 'Expected "Content-Type" to be "application/json".');
  }
  return { json: parseJson(text), files: [] };
}

/** Reads JSON by a schema; what does not fit is told the way Discord does. @throws {DiscordFailure} 50035 */
export function parseBy<T>(schema: z.ZodType<T, z.ZodTypeDef, unknown>, json: unknown): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  if (issue?.code === 'too_big' && issue.type === 'string') {
    throw invalidForm(field, 'BASE_TYPE_MAX_LENGTH', `Must be ${String(issue.maximum)} or fewer in length.`);
  }
  if (issue?.code === 'too_big' || issue?.code === 'too_small') {
    throw invalidForm(field, 'BASE_TYPE_BAD_LENGTH', issue.message);
  }
  if (issue?.code === 'invalid_type' && issue.received === 'undefined') {
    throw invalidForm(field, 'BASE_TYPE_REQUIRED', 'This field is required');
  }
  throw invalidForm(field, 'BASE_TYPE_INVALID', issue?.message ?? 'Invalid value.');
}

async function readForm(c: Context): Promise<Body> {
  const form = await c.req.formData();
  let json: unknown = {};
  const files: UploadedFile[] = [];
  let bytes = 0;
  const entries: [string, FormDataEntryValue][] = [];
  form.forEach((value, name) => entries.push([name, value]));
  for (const [name, value] of entries) {
    if (typeof value === 'string') {
      if (name === 'payload_json') json = parseJson(value);
      else json = { ...z.record(z.unknown()).parse(json), [name]: value };
      continue;
    }
    const number = /^files\[(\d+)\]$/.exec(name)?.[1];
    if (number === undefined) continue;
    bytes += value.size;
    files.push({
      number,
      name: value.name,
      contentType: value.type,
      bytes: new Uint8Array(await value.arrayBuffer()),
    });
  }
  if (bytes > MOST_BYTES) throw refuse('tooLarge');
  return { json, files };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw refuse('badJson');
  }
}
