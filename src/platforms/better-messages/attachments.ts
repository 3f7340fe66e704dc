import type { Attachment, AttachmentKind } from '../../model/index.ts';
import { isVoice } from './markers.ts';
import type { BmFile, BmMessage } from './schema.ts';

/** The files of a message. */
export function attachmentsOf(message: BmMessage): Attachment[] {
  const files = message.meta.files ?? [];
  return files.map((file) => toAttachment(file, isVoice(message)));
}

function toAttachment(file: BmFile, isVoiceNote: boolean): Attachment {
  const mimeType = file.mimeType || 'application/octet-stream';
  const kind = kindOf(mimeType);
  return {
    kind: isVoiceNote && kind === 'audio' ? 'voice' : kind,
    name: file.name,
    mimeType,
    ...(file.size === undefined || file.size === null ? {} : { size: file.size }),
    ...(/^https?:\/\//i.test(file.url) ? { url: file.url } : {}),
  };
}

function kindOf(mimeType: string): AttachmentKind {
  const [family] = mimeType.split('/');
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'document';
}
