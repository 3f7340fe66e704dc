import type { Attachment, AttachmentKind } from '../../model/index.ts';

/** Kind and MIME type of each message type whose `body` is a link to a file. */
const MEDIA: Readonly<Record<string, { kind: AttachmentKind; mimeType: string; ending: string }>> = {
  image: { kind: 'image', mimeType: 'image/jpeg', ending: 'jpg' },
  sticker: { kind: 'image', mimeType: 'image/webp', ending: 'webp' },
  ptt: { kind: 'voice', mimeType: 'audio/ogg', ending: 'ogg' },
  voice: { kind: 'voice', mimeType: 'audio/ogg', ending: 'ogg' },
  audio: { kind: 'audio', mimeType: 'audio/mpeg', ending: 'mp3' },
  video: { kind: 'video', mimeType: 'video/mp4', ending: 'mp4' },
  document: { kind: 'document', mimeType: 'application/octet-stream', ending: 'bin' },
};

const MIME_BY_ENDING: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  opus: 'audio/ogg',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  mp4: 'video/mp4',
  pdf: 'application/pdf',
  txt: 'text/plain',
  csv: 'text/csv',
  json: 'application/json',
  zip: 'application/zip',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** The file of a media message; undefined for types without one. Links work for 30 days. */
export function mediaOf(type: string, body: string): Attachment | undefined {
  const media = Object.hasOwn(MEDIA, type) ? MEDIA[type] : undefined;
  if (!media) return undefined;
  const url = isLink(body) ? body : undefined;
  const name = (url === undefined ? undefined : fileNameIn(url)) ?? `${media.kind}.${media.ending}`;
  const ending = name.split('.').at(-1)?.toLowerCase() ?? '';
  const mimeType =
    (Object.hasOwn(MIME_BY_ENDING, ending) ? MIME_BY_ENDING[ending] : undefined) ?? media.mimeType;
  return { kind: media.kind, name, mimeType, ...(url === undefined ? {} : { url }) };
}

/** A place as "lat,lng"; the separator of the service is not certain, so `;` and `,` are both read. */
export function locationOf(body: string): Attachment {
  const numbers = body.split(/[;,]/).map((part) => part.trim());
  return {
    kind: 'location',
    name: 'location.txt',
    mimeType: 'text/plain',
    content: numbers.slice(0, 2).join(','),
  };
}

/** Every card of a `vcard` or `multi_vcard` body. */
export function contactsOf(body: string): Attachment[] {
  const cards = body.match(/BEGIN:VCARD[\s\S]*?END:VCARD/gi) ?? [body];
  return cards.map((content) => {
    const name = /^FN[^:\r\n]*:(.+)$/im.exec(content)?.[1]?.trim();
    return {
      kind: 'contact',
      name: `${name === undefined ? 'contact' : plainName(name)}.vcf`,
      mimeType: 'text/vcard',
      content,
    };
  });
}

/** Whether a body is a link that can be fetched. */
export function isLink(body: string): boolean {
  return /^https?:\/\//i.test(body);
}

function fileNameIn(link: string): string | undefined {
  try {
    const last = decodeURIComponent(new URL(link).pathname).split('/').at(-1) ?? '';
    return /\.[A-Za-z0-9]{1,5}$/.test(last) ? plainName(last) : undefined;
  } catch {
    return undefined;
  }
}

function plainName(name: string): string {
  return name.replaceAll(/[\u0000-\u001f/\\:*?"<>|]/g, '_').slice(0, 120);
}
