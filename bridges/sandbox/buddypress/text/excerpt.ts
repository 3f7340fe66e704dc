const LENGTH = 75;
const ENDING = ' [&hellip;]';
/** What is kept before the last word goes. */
const KEPT = 65;
const SHORTCODE = /\[\/?(?:gallery|audio|video|playlist|caption|wp_caption|embed)\b[^\]]*\]/g;

/** The beginning of a text without tags and shortcodes, cut between words; an entity counts as one character. */
export function excerpt(html: string): string {
  const text = html
    .replaceAll(SHORTCODE, '')
    .replaceAll(/<!--.*?-->|<[^>]*>/gs, '')
    .trim();
  if (Array.from(text).length <= LENGTH) return text;
  const units = text.match(/&[0-9a-z]{2,8};|&#[0-9]{1,7};|&#x[0-9a-f]{1,6};|[^]/giu) ?? [];
  // The last word goes even where counting entities as one character made everything fit.
  const cut = units.slice(0, KEPT).join('');
  const space = cut.lastIndexOf(' ');
  return (space === -1 ? cut : cut.slice(0, space)) + ENDING;
}
