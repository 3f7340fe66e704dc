import type { Recording } from '../../recordings.ts';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
/** Bytes of the uploaded texts, which later answers show. */
const SIZES: Readonly<Record<string, number>> = { 'note.txt': 10, 'y.txt': 25 };

/** The body of a recorded request: the recordings describe files, long texts and broken JSON in words. */
export function bodyOf({ request }: Pick<Recording, 'request'>, lastCursor: number): BodyInit | undefined {
  const { body } = request;
  if (body === undefined || body === null) return undefined;
  if (typeof body !== 'string') return JSON.stringify(body, (_key, value: unknown) => written(value));
  const upload = /^multipart\/form-data: (\w+)=(\S+)/.exec(body);
  if (upload) return form(upload[1] ?? '', upload[2] ?? '');
  const pieces = /^(\d+) bytes?$/.exec(body)?.[1];
  if (pieces !== undefined) return 'x'.repeat(Number(pieces));
  return body.replace(/ +\([^()]*\)$/, '').replace('<currentTime>', String(lastCursor));
}

/** `<100000 x characters>` */
function written(value: unknown): unknown {
  const [, count, character] = (typeof value === 'string' && /^<(\d+) (\S) characters>$/.exec(value)) || [];
  return count === undefined || character === undefined ? value : character.repeat(Number(count));
}

function form(field: string, name: string): FormData {
  const data = new FormData();
  const png = name.endsWith('.png');
  const content = png ? new Uint8Array(PIXEL) : 'x'.repeat(SIZES[name] ?? 5);
  data.append(field, new Blob([content], { type: png ? 'image/png' : 'text/plain' }), name);
  return data;
}
