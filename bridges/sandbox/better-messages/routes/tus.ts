import { randomUUID } from 'node:crypto';
import { RestError } from '../../wordpress/error.ts';
import { toInt } from '../../wordpress/php.ts';
import type { RawRequest } from '../../wordpress/request.ts';
import type { RestAnswer } from '../../wordpress/route.ts';
import type { Request } from '../access.ts';
import { forbidden } from '../access.ts';
import { storeFile } from '../actions/files.ts';
import type { Caller } from '../sign-in.ts';
import type { PartialUpload, Site } from '../site.ts';
import { mustBeAllowed, mustWrite } from './uploads.ts';

const NOTHING = new Uint8Array();

/** Begins an upload in pieces, protocol TUS 1.0.0. */
export function tusCreate(site: Site, { params, caller, headers }: Request): RestAnswer {
  const length = Number.parseInt(headers.get('upload-length') ?? '', 10);
  if (Number.isNaN(length))
    throw new RestError(400, 'tus_missing_upload_length', 'Upload-Length header is required');
  const metadata = readMetadata(headers.get('upload-metadata') ?? '');
  const name = metadata.get('filename');
  if (!name) throw new RestError(400, 'tus_missing_filename', 'Filename is required in Upload-Metadata');
  mustBeAllowed(site, caller, name);
  if (length > site.settings.attachmentsMaxSize)
    throw new RestError(413, 'tus_file_too_large', 'File is too large');
  const id = randomUUID();
  const thread = toInt(params.thread_id);
  const mimeType = metadata.get('filetype') ?? '';
  site.uploads.set(id, { thread, owner: caller.id, name, mimeType, length, bytes: NOTHING });
  return {
    body: undefined,
    status: 201,
    headers: {
      Location: `${site.origin}/wp-json/better-messages/v1/tus/${String(thread)}/${id}`,
      'Upload-Offset': 0,
    },
  };
}

export function tusDelete(site: Site, { params, caller }: Request): RestAnswer {
  const id = String(params.upload_id);
  find(site, caller, id, toInt(params.thread_id));
  site.uploads.delete(id);
  return { body: undefined, status: 204 };
}

export interface TusAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * HEAD and PATCH, which the plugin answers before WordPress looks for a route. Undefined for other requests.
 * @throws {RestError}
 */
export function tusPiece(
  site: Site,
  path: string,
  raw: RawRequest,
  signIn: () => Caller,
): TusAnswer | undefined {
  const [, thread, id] = /^\/better-messages\/v1\/tus\/(\d+)\/([a-f0-9-]+)$/.exec(path) ?? [];
  if (id === undefined || thread === undefined || !['HEAD', 'PATCH'].includes(raw.method)) return undefined;
  if (site.settings.attachmentsUploadMethod !== 'tus' || !site.settings.attachmentsEnable) return undefined;
  const caller = signIn();
  if (caller.id === 0) throw forbidden(caller, 'Sorry, you are not allowed to do that.');
  const upload = find(site, caller, id, Number(thread));
  if (raw.method === 'HEAD') {
    const { bytes, length } = upload;
    return {
      status: 200,
      headers: { 'upload-offset': String(bytes.length), 'upload-length': String(length) },
    };
  }
  return append(site, id, upload, raw);
}

function append(site: Site, id: string, upload: PartialUpload, { headers, bytes }: RawRequest): TusAnswer {
  if (headers.get('content-type') !== 'application/offset+octet-stream') {
    throw new RestError(
      415,
      'tus_invalid_content_type',
      'Content-Type must be application/offset+octet-stream',
    );
  }
  if (Number(headers.get('upload-offset') ?? NaN) !== upload.bytes.length)
    throw new RestError(409, 'tus_offset_mismatch', 'Upload-Offset does not match current offset');
  upload.bytes = Buffer.concat([upload.bytes, bytes]).subarray(0, upload.length);
  const offset = { 'upload-offset': String(upload.bytes.length) };
  if (upload.bytes.length < upload.length) return { status: 204, headers: offset };
  site.uploads.delete(id);
  const file = storeFile(site, upload, upload.owner, upload.thread);
  return { status: 204, headers: { ...offset, 'x-bm-attachment-id': String(file.id) } };
}

function find(site: Site, caller: Caller, id: string, thread: number): PartialUpload {
  mustWrite(site, caller, thread);
  const upload = site.uploads.get(id);
  if (upload?.owner !== caller.id || upload.thread !== thread)
    throw new RestError(404, 'tus_not_found', 'Upload not found');
  return upload;
}

/** `filename <base64>,filetype <base64>` */
function readMetadata(header: string): Map<string, string> {
  return new Map(
    header.split(',').map((pair): [string, string] => {
      const [key = '', value = ''] = pair.trim().split(' ');
      return [key, Buffer.from(value, 'base64').toString('utf8')];
    }),
  );
}
