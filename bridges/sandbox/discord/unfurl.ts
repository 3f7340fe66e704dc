import type { APIEmbed } from 'discord-api-types/v10';
import { EmbedType } from 'discord-api-types/v10';

/** An address that does not stand in angle brackets, which keep previews away. */
const BARE_ADDRESS = /(?<!<)https?:\/\/[^\s<>]+/g;
const MOST = 5;

/** The previews that Discord puts under a text with links. */
export function previewsOf(content: string): APIEmbed[] {
  const addresses = new Set([...content.matchAll(BARE_ADDRESS)].map(([address]) => address));
  return [...addresses]
    .slice(0, MOST)
    .map((url) => ({ type: EmbedType.Link, url, title: 'Preview of a page' }));
}
