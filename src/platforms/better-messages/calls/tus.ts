import type { HttpResponse } from '../../../host/index.ts';
import { ServiceError } from '../../../host/index.ts';
import type { OutgoingFile } from '../../../model/index.ts';
import type { Request } from '../transport.ts';
import type { Api } from './api.ts';
import { TRANSFER_TIMEOUT_MS, UPLOADS_ADVICE } from './files.ts';

/** A resumable upload that has begun. The site keeps it for 24 hours. */
export interface TusUpload {
  readonly thread: number;
  readonly id: string;
}

const VERSION = { 'tus-resumable': '1.0.0' };
const ADVICE = `Set "Upload method" to TUS in the settings of Better Messages. ${UPLOADS_ADVICE}`;

/** Uploads that go on after a break (TUS 1.0.0), where the site is set to them. */
export function tusCalls(api: Api) {
  const exchange = (request: Omit<Request, 'writes' | 'advice'>): Promise<HttpResponse> =>
    api.transport.exchange({
      ...request,
      headers: { ...VERSION, ...request.headers },
      advice: ADVICE,
      timeoutMs: TRANSFER_TIMEOUT_MS,
      writes: false,
    });
  const routeOf = ({ thread, id }: TusUpload): string => `/tus/${String(thread)}/${id}`;

  return {
    createTusUpload: async (
      thread: number,
      file: Pick<OutgoingFile, 'name' | 'mimeType'> & { size: number },
    ): Promise<TusUpload> => {
      const tried = `begin to upload ${file.name} to thread ${String(thread)}`;
      const answer = await exchange({
        method: 'POST',
        route: `/tus/${String(thread)}`,
        tried,
        headers: {
          'upload-length': String(file.size),
          'upload-metadata': `filename ${base64(file.name)},filetype ${base64(file.mimeType)}`,
        },
      });
      const id = /\/([a-f0-9-]+)\/?(?:[?#].*)?$/.exec(decodeURIComponent(answer.headers.location ?? ''))?.[1];
      if (id === undefined) throw strange(tried, answer, 'no address to go on at');
      return { thread, id };
    },
    /** Sends the bytes that follow an offset. The last of them bring the id of the file. */
    patchTusUpload: async (
      upload: TusUpload,
      offset: number,
      bytes: Uint8Array,
    ): Promise<{ offset: number; attachmentId?: number }> => {
      const tried = `upload to thread ${String(upload.thread)}`;
      const answer = await exchange({
        method: 'PATCH',
        route: routeOf(upload),
        tried,
        headers: { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
        body: bytes,
      });
      const attachmentId = Number(answer.headers['x-bm-attachment-id'] ?? Number.NaN);
      return {
        offset: offsetIn(answer, tried),
        ...(Number.isInteger(attachmentId) ? { attachmentId } : {}),
      };
    },
    /** How many bytes have arrived. */
    tusOffset: async (upload: TusUpload): Promise<number> => {
      const tried = `look how far the upload to thread ${String(upload.thread)} is`;
      return offsetIn(await exchange({ method: 'HEAD', route: routeOf(upload), tried }), tried);
    },
    deleteTusUpload: async (upload: TusUpload): Promise<void> => {
      await exchange({
        method: 'DELETE',
        route: routeOf(upload),
        tried: `give up the upload to thread ${String(upload.thread)}`,
      });
    },
  };
}

function offsetIn(answer: HttpResponse, tried: string): number {
  const offset = Number(answer.headers['upload-offset'] ?? Number.NaN);
  if (!Number.isInteger(offset)) throw strange(tried, answer, 'no offset');
  return offset;
}

function strange(tried: string, answer: HttpResponse, what: string): ServiceError {
  return new ServiceError({
    kind: 'protocol',
    tried,
    cameBack: `HTTP ${String(answer.status)} with ${what}`,
    advice: 'Something on the way to the site may be taking headers off; let it pass those of TUS.',
    status: answer.status,
  });
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
