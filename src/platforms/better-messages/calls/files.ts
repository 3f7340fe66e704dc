import type { HttpResponse } from '../../../host/index.ts';
import { formBody } from '../../../host/index.ts';
import type { OutgoingFile } from '../../../model/index.ts';
import { anything, attachmentsAnswer, uploadedAnswer } from '../answers.ts';
import type { Api } from './api.ts';

export interface ListAttachments {
  readonly page?: number;
  readonly perPage?: number;
  readonly type?: 'photos' | 'videos' | 'audio' | 'files';
}

/** Large files take their time. */
export const TRANSFER_TIMEOUT_MS = 120_000;
export const UPLOADS_ADVICE =
  'Switch on "Enable files" in the settings of Better Messages, let the role of this account upload, and add the ' +
  'format of the file to the allowed ones there.';
const STICKERS = 'Set up a provider of stickers in the settings of Better Messages.';
const GIFS = 'Set up a provider of GIFs in the settings of Better Messages.';

/** Files, GIFs and stickers. */
export function fileCalls(api: Api) {
  return {
    attachments: (thread: number, { page = 1, perPage = 20, type }: ListAttachments = {}) =>
      api.get(
        `/thread/${String(thread)}/attachments`,
        `list the files of thread ${String(thread)}`,
        attachmentsAnswer,
        {
          page,
          per_page: perPage,
          type,
        },
      ),
    /**
     * Puts a file where a message of this thread can take it from; its id. Nobody sees it before.
     * @param thread 0 for a conversation that is yet to be started
     */
    upload: async (thread: number, file: OutgoingFile): Promise<number> => {
      const { contentType, bytes: body } = formBody({}, { field: 'file', ...file });
      const { value } = await api.transport.call({
        method: 'POST',
        route: `/thread/${String(thread)}/upload`,
        tried: `upload ${file.name} to thread ${String(thread)}`,
        body,
        headers: { 'content-type': contentType },
        answer: uploadedAnswer,
        advice: UPLOADS_ADVICE,
        timeoutMs: TRANSFER_TIMEOUT_MS,
        // A file that no message refers to is nothing that anybody sees.
        writes: false,
      });
      return value.id;
    },
    /** The bytes behind an address. @param isOwn whether the address is the site's, which then learns who asks */
    download: (url: string, name: string, isOwn: boolean): Promise<HttpResponse> =>
      api.transport.exchange({
        method: 'GET',
        route: '',
        url,
        tried: `download ${name}`,
        headers: { accept: '*/*' },
        anonymous: !isOwn,
        timeoutMs: TRANSFER_TIMEOUT_MS,
      }),
    gifs: (search = '', page = 1) =>
      api.get('/gifs', 'look for GIFs', anything, { search, page }, { advice: GIFS }),
    sendGif: (thread: number, gifId: string) =>
      api.write(
        `/gifs/${String(thread)}/send`,
        `send a GIF to thread ${String(thread)}`,
        anything,
        { gif_id: gifId },
        { advice: GIFS },
      ),
    stickers: () => api.get('/stickers/manifest', 'list the stickers', anything, {}, { advice: STICKERS }),
    sendSticker: (thread: number, stickerUrl: string) =>
      api.write(
        `/stickers/builtin/${String(thread)}/send`,
        `send a sticker to thread ${String(thread)}`,
        anything,
        { sticker_url: stickerUrl },
        { advice: STICKERS },
      ),
  };
}
