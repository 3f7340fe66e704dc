import { ServiceError } from '../../host/index.ts';
import type { OutgoingFile } from '../../model/index.ts';
import type { BetterMessagesClient } from './client.ts';
import type { TusUpload } from './calls/tus.ts';

/** From this size on, bytes, an upload is worth being resumable. */
const RESUMABLE_FROM = 4 * 1024 * 1024;
const CHUNK = 4 * 1024 * 1024;
/** Breaks one after the other, without a byte arriving between them, that end an upload. */
const BREAKS = 3;

/** Uploads a file, the resumable way where it is large and the site is set to it; its id. */
export async function uploadFile(
  client: BetterMessagesClient,
  thread: number,
  file: OutgoingFile,
): Promise<number> {
  if (file.bytes.length < RESUMABLE_FROM) return client.upload(thread, file);
  try {
    return await uploadResumably(client, thread, file);
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'rest_no_route') return client.upload(thread, file);
    throw error;
  }
}

/** Uploads a file in chunks. After a break it asks how far it came and goes on from there. */
export async function uploadResumably(
  client: BetterMessagesClient,
  thread: number,
  file: OutgoingFile,
  chunk = CHUNK,
): Promise<number> {
  const size = file.bytes.length;
  const upload = await client.createTusUpload(thread, { name: file.name, mimeType: file.mimeType, size });
  let offset = 0;
  for (let breaks = 0; ;) {
    try {
      const next = await client.patchTusUpload(upload, offset, file.bytes.subarray(offset, offset + chunk));
      if (next.attachmentId !== undefined) return next.attachmentId;
      if (next.offset > offset) breaks = 0;
      else if (++breaks > BREAKS) throw stuck(file.name, 'the site takes no more of it');
      offset = next.offset;
    } catch (error) {
      breaks += 1;
      if (breaks > BREAKS || !isBreak(error)) throw error;
      offset = await arrived(client, upload, file.name);
    }
  }
}

/** A break of the connection, or an offset that is not ours because an answer got lost. */
function isBreak(error: unknown): boolean {
  return (
    error instanceof ServiceError && (error.kind === 'unavailable' || error.code === 'tus_offset_mismatch')
  );
}

/** The site forgets an upload that is complete, and the id of its file came with the answer that was lost. */
async function arrived(client: BetterMessagesClient, upload: TusUpload, name: string): Promise<number> {
  try {
    return await client.tusOffset(upload);
  } catch (error) {
    if (error instanceof ServiceError && error.kind === 'not-found') {
      throw stuck(name, 'the connection broke just when it was complete');
    }
    throw error;
  }
}

function stuck(name: string, cameBack: string): ServiceError {
  return new ServiceError({
    kind: 'unavailable',
    tried: `upload ${name}`,
    cameBack,
    advice: 'It is uploaded again.',
  });
}
