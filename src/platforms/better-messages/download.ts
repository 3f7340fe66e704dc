import { ServiceError } from '../../host/index.ts';
import type { Attachment } from '../../model/index.ts';
import type { BetterMessagesClient } from './client.ts';

/**
 * The bytes of an attachment. Where the site guards its files, they need the account's credentials, which go to the
 * site itself and nowhere else.
 */
export async function download(
  client: BetterMessagesClient,
  home: string,
  { url, name }: Attachment,
): Promise<Uint8Array> {
  if (url === undefined || !URL.canParse(url)) {
    throw new ServiceError({
      kind: 'not-found',
      tried: `download ${name}`,
      cameBack: 'a message without an address for it',
      advice: 'Look at it on the site; files are kept for a year unless the settings say otherwise.',
    });
  }
  const { body } = await client.download(url, name, new URL(url).origin === home);
  // A view of the bytes: a host may hand in a subclass with habits of its own.
  return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
}
