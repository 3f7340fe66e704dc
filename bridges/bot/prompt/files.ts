import type { Attachment, Message } from '../../../src/model/index.ts';
import type { Content } from '../contract.ts';
import type { Surroundings } from '../parts.ts';
import { imageTypeOf, MAX_IMAGE_BYTES, MAX_IMAGES } from './images.ts';
import { textIn } from './text-files.ts';

/** The content of a file that somebody sent, as a model takes it. */
export type FileContent =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly image: Extract<Content, { type: 'image' }> };

/** Files that are read for one turn, in all. */
const MAX_FILES = 8;
/** No text that is shown is longer than this, bytes; what is larger is not fetched. */
const MAX_TEXT_BYTES = 2 * 1024 * 1024;

/** Reads the files of the messages of one turn, each once however often the model is asked. */
export interface Files {
  of(turn: number, messages: readonly Message[]): Promise<FileContent[]>;
}

export function createFiles({
  bot,
  connection,
  place,
  log,
}: Pick<Surroundings, 'bot' | 'connection' | 'place' | 'log'>): Files {
  let read:
    { readonly turn: number; readonly files: Map<string, Promise<FileContent | undefined>> } | undefined;

  const fetch = async (attachment: Attachment): Promise<FileContent | undefined> => {
    const name = attachment.name;
    try {
      const bytes = await connection.download?.(attachment);
      if (!bytes) return undefined;
      const mimeType = bytes.length > MAX_IMAGE_BYTES ? undefined : imageTypeOf(bytes);
      if (mimeType !== undefined)
        return { name, image: { type: 'image', mimeType, base64: Buffer.from(bytes).toString('base64') } };
      const text = bytes.length > MAX_TEXT_BYTES ? undefined : textIn(bytes, attachment);
      return text === undefined ? undefined : { name, text };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.warn(
        { bot: bot.name, ...place, file: name, reason },
        'a file could not be read: the bot knows its name only',
      );
      return undefined;
    }
  };

  return {
    async of(turn, messages) {
      if (!bot.shape.files || !connection.download) return [];
      if (read?.turn !== turn) read = { turn, files: new Map() };
      const { files } = read;
      const wanted = messages.flatMap(({ id, attachments }) =>
        attachments.flatMap((attachment, index) =>
          isWanted(attachment) ? [{ key: `${id}/${String(index)}`, attachment }] : [],
        ),
      );
      const found = await Promise.all(
        wanted.slice(-MAX_FILES).map(({ key, attachment }) => {
          const reading = files.get(key) ?? fetch(attachment);
          files.set(key, reading);
          return reading;
        }),
      );
      let images = 0;
      return found.filter((file): file is FileContent => {
        if (file === undefined) return false;
        if ('image' in file) images += 1;
        return !('image' in file) || images <= MAX_IMAGES;
      });
    },
  };
}

/** Whether the name and the size speak for a file that can be shown. What it is, its bytes tell. */
function isWanted({ kind, size = 0, content }: Attachment): boolean {
  if (content !== undefined) return false;
  return (kind === 'image' && size <= MAX_IMAGE_BYTES) || (kind === 'document' && size <= MAX_TEXT_BYTES);
}
