import { randomUUID } from 'node:crypto';
import type { UploadedFile } from '../../wordpress/request.ts';
import type { StoredFile } from '../model.ts';
import type { Site } from '../site.ts';
import { extension } from '../views/message.ts';

/** MIME types that WordPress knows by extension; the content has to agree with pictures. */
const TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  jpe: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  heic: 'image/heic',
  mp3: 'audio/mpeg',
  m4a: 'audio/mpeg',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
  flac: 'audio/flac',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  pdf: 'application/pdf',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ppt: 'application/vnd.ms-powerpoint',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  txt: 'text/plain',
  rtf: 'application/rtf',
  csv: 'text/csv',
  zip: 'application/zip',
};

const SIGNATURES: Readonly<Record<string, readonly number[]>> = {
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47],
  'image/gif': [0x47, 0x49, 0x46, 0x38],
};

/** Whether files of this name may be uploaded at all. */
export function isAllowedName(site: Site, name: string): boolean {
  return site.settings.attachmentsFormats.includes(extension(name));
}

/** Whether the content is what the name says. */
export function isTrueToName({ name, bytes }: Pick<UploadedFile, 'name' | 'bytes'>): boolean {
  const signature = SIGNATURES[TYPES[extension(name)] ?? ''];
  return signature === undefined || signature.every((byte, index) => bytes[index] === byte);
}

export function storeFile(
  site: Site,
  { name, mimeType, bytes }: UploadedFile,
  owner: number,
  thread: number,
): StoredFile {
  const file: StoredFile = {
    id: site.store.newPost(),
    thread,
    owner,
    name: safeName(name),
    mimeType: TYPES[extension(name)] ?? (mimeType || 'application/octet-stream'),
    bytes,
    folder: randomUUID(),
    at: site.stamps.reading(),
  };
  site.store.files.set(file.id, file);
  return file;
}

/** WordPress's idea of a file name. */
function safeName(name: string): string {
  return name
    .replaceAll(/[?[\]/\\=<>:;,'"&$#*()|~`!{}%+’«»”“\u0000]/g, '')
    .replaceAll(/[\s-]+/g, '-')
    .replaceAll(/^[.-]+|[.-]+$/g, '');
}
