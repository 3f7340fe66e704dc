import type { OutgoingFile } from '../../../model/index.ts';

const encoder = new TextEncoder();

/** A form with one file in its field `file`. */
export function multipart(file: OutgoingFile): { contentType: string; body: Uint8Array } {
  const boundary = boundaryFor(file.bytes);
  const head = encoder.encode(
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${quoted(file.name)}"\r\n` +
      `Content-Type: ${file.mimeType.replaceAll(/[\r\n]/g, '')}\r\n\r\n`,
  );
  const tail = encoder.encode(`\r\n--${boundary}--\r\n`);
  const body = new Uint8Array(head.length + file.bytes.length + tail.length);
  body.set(head);
  body.set(file.bytes, head.length);
  body.set(tail, head.length + file.bytes.length);
  return { contentType: `multipart/form-data; boundary=${boundary}`, body };
}

function quoted(name: string): string {
  return name.replaceAll('"', '%22').replaceAll(/[\r\n]+/g, ' ');
}

/** A line that does not stand in the file. */
function boundaryFor(bytes: Uint8Array): string {
  for (let number = 0; ; number += 1) {
    const boundary = `----parley-${String(bytes.length)}-${String(number)}`;
    if (!includes(bytes, encoder.encode(`\r\n--${boundary}`))) return boundary;
  }
}

function includes(bytes: Uint8Array, wanted: Uint8Array): boolean {
  const [first = 0] = wanted;
  for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, offset) => bytes[at + offset] === byte)) return true;
  }
  return false;
}
