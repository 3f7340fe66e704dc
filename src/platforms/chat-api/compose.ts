import { isEmpty, mentionedIds, split, whatsapp } from '../../text/index.ts';
import type { OutgoingFile } from '../../model/index.ts';
import type { Capabilities } from '../capabilities.ts';
import type { Draft, Part } from '../contract.ts';

/** Longest text under a picture, UTF-16 units: what WhatsApp's own apps take. */
const MAX_CAPTION = 1024;

/**
 * A draft as messages: the text in as many parts as its length needs, then the files. A short text becomes the
 * caption of the first file where WhatsApp shows one; the first part carries the quote.
 */
export function compose(draft: Draft, capabilities: Capabilities): Part[] {
  const files = draft.files ?? [];
  const texts =
    isEmpty(draft.text) && files.length > 0 ? [] : split(draft.text, whatsapp, capabilities.text.maxLength);
  const [only] = texts;
  const [first] = files;
  const captioned =
    only !== undefined && first && texts.length === 1 && only.length <= MAX_CAPTION && showsCaption(first);
  const contents: Pick<Part, 'text' | 'file'>[] = captioned
    ? [{ text: only, file: first }, ...files.slice(1).map((file) => ({ text: '', file }))]
    : [...texts.map((text) => ({ text })), ...files.map((file) => ({ text: '', file }))];
  const mentions = capabilities.mentions ? mentionedIds(draft.text) : [];
  return contents.map((content, index) => ({
    key: `${draft.key}#${String(index)}`,
    ...content,
    ...(mentions.length > 0 && content.text !== '' ? { mentions } : {}),
    ...(index === 0 && draft.replyTo !== undefined ? { replyTo: draft.replyTo } : {}),
  }));
}

function showsCaption(file: OutgoingFile): boolean {
  return file.kind === 'image' || file.kind === 'video' || file.kind === 'document';
}

/** Voice notes are ogg with opus and nothing else; another recording goes as a file. */
export function isVoiceNote(file: OutgoingFile): boolean {
  return file.kind === 'voice' && /^audio\/(?:ogg|opus)\b/i.test(file.mimeType);
}

/** The bytes in the address itself: the service cannot fetch from private places. */
export function dataUri(file: OutgoingFile): string {
  let binary = '';
  // In slices: a call takes only so many arguments.
  for (let at = 0; at < file.bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...file.bytes.subarray(at, at + 0x8000));
  }
  return `data:${file.mimeType.replaceAll(/\s/g, '')};base64,${btoa(binary)}`;
}
