/** A file in a form. */
export interface FormFile {
  /** Name of the field. */
  readonly field: string;
  readonly name: string;
  readonly mimeType: string;
  readonly bytes: Uint8Array;
}

/** A body of kind `multipart/form-data`: fields, then a file. */
export function formBody(
  fields: Readonly<Record<string, string>>,
  file: FormFile,
): { readonly contentType: string; readonly bytes: Uint8Array } {
  const boundary = boundaryFor(file.bytes, Object.values(fields));
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  const head = (disposition: string): string =>
    `--${boundary}\r\ncontent-disposition: form-data; ${disposition}\r\n`;
  const parts = Object.entries(fields).map(([name, value]) => `${head(`name="${name}"`)}\r\n${value}\r\n`);
  const pieces = [
    encode(
      `${parts.join('')}${head(`name="${file.field}"; filename="${file.name.replaceAll(/["\r\n\\]/g, '_')}"`)}` +
        `content-type: ${file.mimeType.replaceAll(/[\r\n]/g, '')}\r\n\r\n`,
    ),
    file.bytes,
    encode(`\r\n--${boundary}--\r\n`),
  ];
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return { contentType: `multipart/form-data; boundary=${boundary}`, bytes };
}

/** A line that occurs nowhere inside: a number is counted up until that is so. */
function boundaryFor(bytes: Uint8Array, values: readonly string[]): string {
  for (let number = bytes.length; ; number += 1) {
    const boundary = `----parley-form-${String(number)}`;
    if (values.every((value) => !value.includes(boundary)) && !includes(bytes, boundary)) return boundary;
  }
}

function includes(bytes: Uint8Array, text: string): boolean {
  const wanted = new TextEncoder().encode(text);
  const first = wanted[0] ?? 0;
  for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, offset) => bytes[at + offset] === byte)) return true;
  }
  return false;
}
