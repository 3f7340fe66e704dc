import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** One pair of a request and the answer that a real server gave to it. */
const recordingSchema = z
  .object({
    name: z.string(),
    seq: z.number().optional(),
    as: z.string().optional(),
    request: z
      .object({
        method: z.string(),
        path: z.string(),
        headers: z.record(z.string()).default({}),
        body: z.unknown(),
      })
      .passthrough(),
    response: z
      .object({ status: z.number(), headers: z.record(z.string()).default({}), body: z.unknown() })
      .passthrough(),
    note: z.string().optional(),
    trimmed: z.unknown(),
  })
  .passthrough();

export type Recording = z.output<typeof recordingSchema> & {
  /** Place in the order of the calls: the number of the pair, or of its file where it has none; `7b` follows 7. */
  readonly order: number;
};

/** The folder or a file of it cannot be used; the message is for the person at the command line. */
export class BadRecordings extends Error {}

/** Reads all recordings of a folder in the order of their calls. @throws {BadRecordings} */
export async function readRecordings(folder: string): Promise<Recording[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new BadRecordings(`The folder ${folder} cannot be read (${reason}).`);
  });
  const files = names.filter((name) => name.endsWith('.json')).sort(byNumber);
  if (files.length === 0)
    throw new BadRecordings(`The folder ${folder} holds no recordings (files ending in .json).`);
  return Promise.all(files.map((file, index) => readOne(path.join(folder, file), index)));
}

async function readOne(file: string, index: number): Promise<Recording> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new BadRecordings(`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const parsed = recordingSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new BadRecordings(
      `${file} is no recording: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}.`,
    );
  }
  return { ...parsed.data, order: parsed.data.seq ?? numberOf(path.basename(file)) ?? index };
}

function byNumber(a: string, b: string): number {
  return (numberOf(a) ?? 0) - (numberOf(b) ?? 0) || (a < b ? -1 : 1);
}

function numberOf(name: string): number | undefined {
  const [, digits, letter] = /^(\d+)([a-z]?)(?![a-z])/.exec(name) ?? [];
  if (digits === undefined) return undefined;
  const after = letter ? letter.charCodeAt(0) - 'a'.charCodeAt(0) + 1 : 0;
  return Number(digits) + after / 100;
}
