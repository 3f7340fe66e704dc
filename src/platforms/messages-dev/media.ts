import type { Attachment, AttachmentKind, OutgoingFile } from '../../model/index.ts';
import type { WireAttachment, WireMessage } from './schema.ts';

const ANY = 'application/octet-stream';
/** The endings that files without a name get. */
const ENDINGS: Readonly<Record<AttachmentKind, string>> = {
  image: 'jpg',
  audio: 'm4a',
  voice: 'm4a',
  video: 'mov',
  document: 'bin',
  contact: 'vcf',
  location: 'vcf',
};

/** For files of which the service does not say what they are. */
const TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  heic: 'image/heic',
  webp: 'image/webp',
  mov: 'video/quicktime',
  mp4: 'video/mp4',
  m4a: 'audio/mp4',
  mp3: 'audio/mpeg',
  caf: 'audio/x-caf',
  pdf: 'application/pdf',
  vcf: 'text/vcard',
};

/** What the service takes for a voice note and makes one of. */
const VOICE_TYPES = /^audio\/(?:x-)?(?:m4a|mp4|aac|aacp|mpeg|mp3|wav|wave|vnd\.wave|caf|aiff|aif)\b/i;

/** The files of a message. */
export function attachmentsOf(wire: WireMessage): Attachment[] {
  return (wire.attachments ?? []).map((file) => toAttachment(file, wire.is_audio_message === true));
}

function toAttachment(file: WireAttachment, isVoice: boolean): Attachment {
  const name = baseName(file.filename);
  const mimeType = file.mime_type || typeByEnding(name) || ANY;
  const kind = kindOf(mimeType, isVoice);
  return {
    kind,
    name: name ?? `${kind}.${ENDINGS[kind]}`,
    mimeType,
    ...(typeof file.size === 'number' ? { size: file.size } : {}),
    ...(file.url ? { url: file.url } : {}),
  };
}

function kindOf(mimeType: string, isVoice: boolean): AttachmentKind {
  const [major = '', minor = ''] = mimeType.toLowerCase().split(/[/;]/);
  if (isVoice && (major === 'audio' || mimeType === ANY)) return 'voice';
  if (major === 'audio') return major;
  if (major === 'image' || major === 'video') return major;
  return minor === 'vcard' || minor === 'x-vcard' ? 'contact' : 'document';
}

function typeByEnding(name: string | undefined): string | undefined {
  const ending = name?.split('.').at(-1)?.toLowerCase() ?? '';
  return Object.hasOwn(TYPES, ending) ? TYPES[ending] : undefined;
}

/** The last part of what may be a path; undefined where nothing is left. */
export function baseName(filename: string | null | undefined): string | undefined {
  return filename?.split(/[/\\]/).at(-1)?.trim() || undefined;
}

/** Whether a file can go as a voice note. */
export function isVoiceNote(file: OutgoingFile): boolean {
  return file.kind === 'voice' && VOICE_TYPES.test(file.mimeType);
}

/** Messages shows a card only for this type. */
export function uploadType(file: OutgoingFile): string {
  return file.kind === 'contact' ? 'text/vcard' : file.mimeType || ANY;
}
