/**
 * A form feed, which nobody sees and which comes back with the text. The plugin's filter takes every `<` for the
 * beginning of a tag, with all that follows, unless white space comes right behind it; this is the one sort of white
 * space that browsers show nothing for. All dialects drop it when they read.
 */
const guard = '\f';

/**
 * Literal text as the plugin takes it in: it escapes `&`, `<` and `>` itself, so they are sent as they are. Besides
 * tags it takes out `&nbsp;` and empty styles, wherever they stand.
 */
export function guardText(text: string): string {
  if (!/[<&"]/.test(text)) return text;
  return text
    .replace(/<(?![ \t\n])/g, `<${guard}`)
    .replaceAll('&nbsp;', `&${guard}nbsp;`)
    .replace(/ style=(?=\\?")/g, ` style=${guard}`);
}
