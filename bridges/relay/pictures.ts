import type { Author } from '../../src/model/index.ts';
import { isPublicHost } from '../host/public-host.ts';
import type { Place } from '../journal/contract.ts';
import { pictureName } from './picture-name.ts';

export interface PictureOptions {
  /** Address under which services reach this daemon; without it nothing can be shown for others. */
  readonly publicUrl: string | undefined;
  /** Proves that the name of a picture was made here. */
  readonly secret: string;
  /** Origin of each account's own service, by account. */
  readonly homes: ReadonlyMap<string, string>;
}

/**
 * Finds the address of an author's picture that other services can fetch: its own where it is https and open to all;
 * ours where it stands on the account's own service, which they cannot reach; otherwise none.
 */
export function createPictures({ publicUrl, secret, homes }: PictureOptions) {
  return (source: Place, { avatarUrl }: Author): string | undefined => {
    if (avatarUrl === undefined || !URL.canParse(avatarUrl)) return undefined;
    const url = new URL(avatarUrl);
    if (url.username !== '' || url.password !== '') return undefined;
    if (url.protocol === 'https:' && isPublicHost(url.hostname)) return url.href;
    if (publicUrl === undefined || url.origin !== homes.get(source.account)) return undefined;
    const name = pictureName(url.href, secret);
    return name === undefined ? undefined : `${publicUrl}/pictures/${name}`;
  };
}
