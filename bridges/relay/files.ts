import type { Paragraph } from 'mdast';
import { ServiceError } from '../../src/host/index.ts';
import type { Attachment, Message, OutgoingFile } from '../../src/model/index.ts';
import type { Connection } from '../../src/platforms/index.ts';
import { contentNote, fileNote } from './wording.ts';

interface Ends {
  readonly source: Connection;
  readonly target: Connection;
}

/** A file of a message with its bytes, ready to go. */
export interface Carried {
  readonly file: OutgoingFile;
  /** Which of the message's attachments it is. */
  readonly index: number;
  readonly attachment: Attachment;
}

/** An attachment that was to be carried over and could not be. */
export interface LeftBehind {
  readonly attachment: Attachment;
  readonly reason: string;
}

/**
 * The lines for attachments that do not travel as files, whatever happens: they are known from the message and the
 * two platforms alone, so they are the same at every attempt and after every edit.
 */
export function notesOf({ attachments }: Message, ends: Ends): Paragraph[] {
  return attachments.flatMap((attachment) => {
    const fate = fateOf(attachment, ends);
    return fate === 'carried' ? [] : [fate];
  });
}

/**
 * Fetches what can be carried over.
 * @param patient whether a file that cannot be fetched just now is worth another attempt of everything
 * @throws {ServiceError} while patient
 */
export async function fetchFiles(
  { attachments }: Message,
  ends: Ends,
  patient: boolean,
): Promise<{ carried: Carried[]; left: LeftBehind[] }> {
  const carried: Carried[] = [];
  const left: LeftBehind[] = [];
  for (const [index, attachment] of attachments.entries()) {
    if (fateOf(attachment, ends) !== 'carried') continue;
    try {
      const file = await bytesOf(attachment, ends.source);
      if (fits(file.bytes.length, ends.target)) carried.push({ file, index, attachment });
      else {
        const found = { ...attachment, size: file.bytes.length };
        left.push({ attachment: found, reason: tooLarge(ends.target) });
      }
    } catch (error) {
      if (patient && isPassing(error)) throw error;
      left.push({ attachment, reason: 'could not be fetched' });
    }
  }
  return { carried, left };
}

function fateOf(attachment: Attachment, { source, target }: Ends): 'carried' | Paragraph {
  const { title, files } = target.capabilities;
  if (attachment.content !== undefined) {
    const travels = attachment.kind === 'contact' && files.send;
    return travels ? 'carried' : contentNote(attachment);
  }
  if (!files.send) return fileNote(attachment, `${title} takes no files`);
  if (!source.download) return fileNote(attachment, `${source.capabilities.title} does not hand it out`);
  return fits(attachment.size ?? 0, target) ? 'carried' : fileNote(attachment, tooLarge(target));
}

async function bytesOf(
  { kind, name, mimeType, content, ...rest }: Attachment,
  source: Connection,
): Promise<OutgoingFile> {
  if (content !== undefined) {
    const card = /\.vcf$/i.test(name) ? name : `${name}.vcf`;
    return { kind, name: card, mimeType: 'text/vcard', bytes: new TextEncoder().encode(content) };
  }
  const bytes = (await source.download?.({ kind, name, mimeType, ...rest })) ?? new Uint8Array();
  return { kind, name, mimeType, bytes };
}

function fits(bytes: number, { capabilities }: Connection): boolean {
  const { maxBytes } = capabilities.files;
  return maxBytes === undefined || bytes <= maxBytes;
}

function tooLarge({ capabilities }: Connection): string {
  return `too large for ${capabilities.title}`;
}

function isPassing(error: unknown): boolean {
  return error instanceof ServiceError && (error.kind === 'unavailable' || error.kind === 'rate-limited');
}
