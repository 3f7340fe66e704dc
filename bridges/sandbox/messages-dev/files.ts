import { sha256 } from '../kit/index.ts';
import type { Ids } from './ids.ts';
import type { KeptFile } from './model.ts';

/** Bytes that are kept; the oldest files go first. */
const MAX_KEPT_BYTES = 256 * 1024 * 1024;

/** Files that were uploaded or came in with messages. */
export class Files {
  readonly #ids: Ids;
  readonly #files = new Map<string, KeptFile>();
  #bytes = 0;

  constructor(ids: Ids) {
    this.#ids = ids;
  }

  keep(name: string | null, mimeType: string, bytes: Uint8Array): KeptFile {
    const file: KeptFile = { id: this.#ids.next('file'), name, mimeType, bytes, sha256: sha256(bytes) };
    this.#files.set(file.id, file);
    this.#bytes += bytes.length;
    for (const oldest of this.#files.values()) {
      if (this.#bytes <= MAX_KEPT_BYTES || oldest === file) break;
      this.#files.delete(oldest.id);
      this.#bytes -= oldest.bytes.length;
    }
    return file;
  }

  get(id: string): KeptFile | undefined {
    return this.#files.get(id);
  }
}

/** Where a file is served without a key. */
export function storageUrl(origin: string, { id, name }: KeptFile): string {
  return `${origin}/storage/${id.replace('file_', '')}/${encodeURIComponent(lastSegment(name ?? 'file'))}`;
}

export function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
