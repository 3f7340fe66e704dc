import { emojiImages, smilies } from './emoji.ts';
import { decodeEntities, normalizeEntities } from '../../wordpress/entities.ts';
import { links } from './links.ts';
import { paragraphs } from './paragraphs.ts';
import { addSlashes, stripSlashes } from './slashes.ts';
import { texturize } from './texturize.ts';

/** A stored message as the site shows it. Pictures get `loading="lazy"` only where the content filters run. */
export function renderMessage(stored: string, lazyImages: boolean): string {
  const html = stripSlashes(
    paragraphs(links(smilies(texturize(withSpacedSlash(normalizeEntities(stored)))))),
  );
  return emojiImages(lazyImages ? html.replaceAll(/<img (?!loading)/g, '<img loading="lazy" ') : html);
}

export function renderSubject(stored: string): string {
  return emojiImages(stripSlashes(texturize(normalizeEntities(stored))));
}

/** Excerpts pass the filters once more than messages do: their quotes are slashed before, so none of them opens. */
export function renderExcerpt(raw: string): string {
  return emojiImages(stripSlashes(stripSlashes(smilies(texturize(addSlashes(raw))))));
}

/** What a person reads on the screen, as plain text. */
export function shownText(stored: string): string {
  return decodeEntities(
    stored
      .replaceAll(/<br\s*\/?>|<\/(?:p|li|blockquote)>(?=.)/gs, '\n')
      .replaceAll(/<!--.*?-->|<[^>]*>/gs, ''),
  );
}

function withSpacedSlash(html: string): string {
  return html.replaceAll(/(<img[^>]*?)\s*\/>/g, '$1 />');
}
