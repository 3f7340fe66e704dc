const UNTOUCHED =
  /(<!--.*?-->|<[^>]*>|\[\/?(?:gallery|audio|video|playlist|caption|wp_caption|embed)\b[^\]]*\])/s;
const LITERAL_TAG = /^<(\/?)(?:pre|code|kbd|style|script|tt)\b/;

/** Typographic quotes, dashes, dots and multiplication signs, outside of tags, shortcodes and code. */
export function texturize(html: string): string {
  let literal = 0;
  return html
    .split(UNTOUCHED)
    .map((piece, index) => {
      if (index % 2 === 0) return literal > 0 ? piece : curl(piece);
      const tag = LITERAL_TAG.exec(piece);
      if (tag) literal = Math.max(0, literal + (tag[1] ? -1 : 1));
      return piece;
    })
    .join('')
    .replaceAll(/&(?!#(?:\d+|x[a-f0-9]+);|[a-z1-4]{1,8};)/gi, '&#038;');
}

/** The rules in their order: each may use what the ones before it left. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/\.\.\./g, '&#8230;'],
  [/``/g, '&#8220;'],
  [/''/g, '&#8221;'],
  [/\s\(tm\)/gi, ' &#8482;'],
  // Years and abbreviated years.
  [/'(\d\d)'(?=$|[.,:;!?)}\-\]]|&gt;|\s)/g, '&#8217;$1&#8217;'],
  [/'(?=\d\d(?:$|(?![%\d]|[.,]\d)))/g, '&#8217;'],
  [/(?<=^|\s)'(\d[.,\d]*)'/g, '&#8216;$1&#8217;'],
  [/(?<=^|[([{"-]|&lt;|\s)'/g, '&#8216;'],
  [/(?<!\s)'(?!$|[.,:;"'(){}[\]-]|&[lg]t;|\s)/g, '&#8217;'],
  [/(?<=^|\s)"(\d[.,\d]*)"/g, '&#8220;$1&#8221;'],
  [/(?<=^|[([{-]|&lt;|\s)"(?!\s)/g, '&#8220;'],
  [/"/g, '&#8221;'],
  [/'/g, '&#8217;'],
  [/---/g, '&#8212;'],
  [/(?<=^|\s)--(?=$|\s)/g, '&#8212;'],
  [/(?<!xn)--/g, '&#8211;'],
  [/(?<=^|\s)-(?=$|\s)/g, '&#8211;'],
  [/\b(\d(?:(?<=0)[\d.,]+|[\d.,]*))x(\d[\d.,]*)\b/g, '$1&#215;$2'],
];

function curl(text: string): string {
  return RULES.reduce((result, [pattern, replacement]) => result.replaceAll(pattern, replacement), text);
}
