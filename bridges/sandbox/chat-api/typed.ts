import type { SaidFile, SayInput } from '../kit/index.ts';
import type { Store } from './store.ts';

/** A message that comes in through the phone, of any type. */
export interface Incoming {
  readonly conversation: string;
  readonly as: string;
  readonly type: string;
  readonly body?: string;
  readonly caption?: string;
  readonly quotedMsgId?: string;
  readonly isForwarded?: number;
  /** Kept for 30 days; its link becomes the body. */
  readonly file?: SaidFile;
}

/**
 * What a person's phone makes of what was typed and picked: a message for each file, the text under the first one
 * where WhatsApp shows a text there and before it otherwise; people picked from the list are named by their number.
 */
export function typed(
  { conversation, as, text, replyTo, mentions = [], files = [] }: SayInput,
  store: Store,
): Incoming[] {
  const body = mentions.reduce(
    (line, id) => line.replaceAll(`@${store.nameOf(id)}`, `@${id.replace('@c.us', '')}`),
    text,
  );
  const common = { conversation, as, ...(replyTo === undefined ? {} : { quotedMsgId: replyTo }) };
  const [first] = files;
  const isCaption = first !== undefined && typeOf(first) !== 'ptt' && body !== '';
  const texts = body !== '' && !isCaption ? [{ ...common, type: 'chat', body }] : [];
  return [
    ...texts,
    ...files.map((file) => ({
      ...common,
      type: typeOf(file),
      file,
      ...(isCaption && file === first ? { caption: body } : {}),
    })),
  ];
}

function typeOf({ mimeType }: SaidFile): string {
  if (mimeType.startsWith('image/')) return 'image';
  if (mimeType.startsWith('video/')) return 'video';
  return mimeType.startsWith('audio/') ? 'ptt' : 'document';
}
