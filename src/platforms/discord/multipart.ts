import type { OutgoingFile } from '../../model/index.ts';

/** A body of one file and what is said about it, as the API wants uploads. */
export function multipart(payload: object, file: OutgoingFile): { contentType: string; bytes: Uint8Array } {
  const boundary = boundaryFor(file);
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  const name = file.name.replace(/["\r\n\\]/g, '_');
  const json = JSON.stringify({ ...payload, attachments: [{ id: 0, filename: name }] });
  const pieces = [
    encode(
      `--${boundary}\r\ncontent-disposition: form-data; name="payload_json"\r\n` +
        `content-type: application/json\r\n\r\n${json}\r\n--${boundary}\r\n` +
        `content-disposition: form-data; name="files[0]"; filename="${name}"\r\n` +
        `content-type: ${file.mimeType.replace(/[\r\n]/g, '')}\r\n\r\n`,
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

/** A line that does not occur in the file: a number is added until that is so. */
function boundaryFor({ bytes }: OutgoingFile): string {
  for (let number = bytes.length; ; number += 1) {
    const boundary = `----parley-part-${String(number)}`;
    if (!includes(bytes, new TextEncoder().encode(boundary))) return boundary;
  }
}

function includes(bytes: Uint8Array, wanted: Uint8Array): boolean {
  const first = wanted[0] ?? 0;
  for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, offset) => bytes[at + offset] === byte)) return true;
  }
  return false;
}
