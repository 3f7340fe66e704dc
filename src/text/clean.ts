// Tab and line feed stay. The rest of C0 is what WordPress drops; half a surrogate pair cannot be sent as UTF-8.
const unwanted = /[\0-\b\v-\x1f]|\p{Surrogate}/u;
const controls = /[\0-\b\v\f\x0e-\x1f]/g;

/**
 * A text as every dialect takes it in: line ends become a line feed, control characters (NUL among them) are dropped,
 * half surrogate pairs become U+FFFD. Everything else stays as it is.
 */
export function clean(source: string): string {
  if (!unwanted.test(source)) return source;
  return source
    .replace(/\r\n?/g, '\n')
    .replace(controls, '')
    .replace(/\p{Surrogate}/gu, '\ufffd');
}
