/** What the site's editor sends for a text that a person types: the characters of HTML are written out. */
export function typed(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
