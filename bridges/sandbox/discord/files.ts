import { refuse } from './failure.ts';
import type { Guild } from './guild.ts';
import type { StoredAttachment } from './model.ts';

/** What anybody may attach on a server that nobody has boosted. */
export const MOST_FILE_BYTES = 10 * 1024 * 1024;

const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  txt: 'text/plain; charset=utf-8',
  pdf: 'application/pdf',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  mp4: 'video/mp4',
};

export interface NewFile {
  readonly name: string;
  /** Empty where the sender did not say. */
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly description?: string;
  readonly durationSecs?: number;
  readonly waveform?: string;
}

/**
 * Takes a file in. Its name is made fit for an address: blanks become underscores, what is no plain letter goes; the
 * name as it was, without the ending, stays as the title. @throws {DiscordFailure} 40005
 */
export function storeFile(guild: Guild, file: NewFile): StoredAttachment {
  const { name, contentType, ...rest } = file;
  if (file.bytes.length > MOST_FILE_BYTES) throw refuse('tooLarge');
  const plain = name.replaceAll(/\s/g, '_').replaceAll(/[^\w.-]/g, '');
  const filename = /^\.|^$/.test(plain) ? `unknown${plain}` : plain;
  const type = contentType === '' || contentType === 'application/octet-stream' ? typeOf(name) : contentType;
  return {
    ...rest,
    id: guild.snowflakes.next(),
    filename,
    ...(filename === name ? {} : { title: name.replace(/\.[^.]*$/, '') }),
    contentType: type,
  };
}

/** The name of a file as people see it. */
export function shownName({ filename, title }: StoredAttachment): string {
  return title === undefined ? filename : `${title}${/\.[^.]*$/.exec(filename)?.[0] ?? ''}`;
}

function typeOf(name: string): string {
  return TYPES[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}
