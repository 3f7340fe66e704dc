import type { Host } from '../../src/host/index.ts';
import { pictureUrl } from '../relay/picture-name.ts';

const MOST_BYTES = 1024 * 1024;
const TIMEOUT_MS = 10_000;
/** Kept in memory, all pictures together. */
const CACHE_BYTES = 8 * 1024 * 1024;
const FRESH_MS = 3_600_000;
/** How soon a picture that could not be had is asked for again. */
const RETRY_MS = 60_000;
/** No SVG: it is a program. */
const TYPES: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

export interface Picture {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Gets a picture by the name in our address; undefined where there is none, or where none may be got. */
export type PictureSource = (name: string) => Promise<Picture | undefined>;

export interface PictureSourceOptions {
  readonly secret: string;
  /** Origins of the accounts' own services; nothing is fetched from anywhere else. */
  readonly homes: ReadonlySet<string>;
  readonly host: Pick<Host, 'request' | 'now'>;
}

interface Kept {
  readonly picture: Promise<Picture | undefined>;
  readonly at: number;
  bytes: number;
  failed: boolean;
}

/**
 * Shows pictures of authors to services that cannot fetch them where they stand. Only names made here are looked at, so
 * that nobody can make us fetch anything else.
 */
export function createPictureSource({ secret, homes, host }: PictureSourceOptions): PictureSource {
  const kept = new Map<string, Kept>();

  const forget = (): void => {
    let total = 0;
    for (const [url, one] of [...kept].toReversed()) {
      total += one.bytes;
      if (total > CACHE_BYTES) kept.delete(url);
    }
  };

  return (name) => {
    const url = pictureUrl(name, secret);
    if (url === undefined || !URL.canParse(url) || !homes.has(new URL(url).origin))
      return Promise.resolve(undefined);
    const known = kept.get(url);
    if (known && host.now() - known.at < (known.failed ? RETRY_MS : FRESH_MS)) return known.picture;
    // What is being fetched counts for something too, so that there is an end to it.
    const one: Kept = { picture: fetchPicture(url, host), at: host.now(), bytes: 1024, failed: false };
    kept.delete(url);
    kept.set(url, one);
    void one.picture.then((picture) => {
      one.failed = picture === undefined;
      one.bytes += picture?.bytes.length ?? 0;
      forget();
    });
    return one.picture;
  };
}

async function fetchPicture(url: string, host: PictureSourceOptions['host']): Promise<Picture | undefined> {
  try {
    const answer = await host.request({ method: 'GET', url, maxBytes: MOST_BYTES, timeoutMs: TIMEOUT_MS });
    const type = answer.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
    if (answer.status !== 200 || !TYPES.includes(type)) return undefined;
    return { type, bytes: Uint8Array.from(answer.body) };
  } catch {
    // A message without its author's picture is still the message.
    return undefined;
  }
}
