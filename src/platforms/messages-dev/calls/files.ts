import type { Api } from '../http.ts';
import { fileSchema } from '../schema.ts';

/** A large file on a slow line, milliseconds. */
const UPLOAD_TIMEOUT_MS = 300_000;

/** Files, which are uploaded before they are sent and can be sent again and again. */
export function fileCalls(api: Api) {
  return {
    uploadFile: (bytes: Uint8Array, mimeType: string, name: string) =>
      api.call(fileSchema, {
        method: 'POST',
        path: '/files',
        upload: { bytes, headers: { 'content-type': mimeType, 'x-filename': asciiName(name) } },
        timeoutMs: UPLOAD_TIMEOUT_MS,
        tried: `upload the file "${name}"`,
        // One upload too many is seen by nobody.
        write: false,
        scope: 'files:write',
      }),
    /** Where the bytes of a file are, for a while; the key must not be sent there. */
    fileUrl: (id: string) =>
      api.location({
        method: 'GET',
        path: '/files',
        query: { id },
        tried: `find the file ${id}`,
        write: false,
        scope: 'files:read',
      }),
  };
}

/** A name that a header can carry: accents go, whatever else is not ASCII becomes `_`. */
export function asciiName(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[^\x20-\x7e]/gu, '_')
    .trim();
}
