const segmenter = new Intl.Segmenter();
// How far back to look for a safe place to begin segmenting: far enough for any run of flags that people send.
const lookBack = 4096;
const lookAhead = 64;

/**
 * The last place at or before `at` where a text may be cut without breaking a character as people see it. A cluster
 * that begins the text and reaches over `at` is cut between code points: there is no better place.
 */
export function graphemeStart(text: string, at: number): number {
  if (at <= 0 || at >= text.length) return Math.max(0, Math.min(at, text.length));
  // Two neighbours of ASCII never belong together, save CR and LF, and no text of ours has CR.
  if (text.charCodeAt(at) < 0x80 && text.charCodeAt(at - 1) < 0x80) return at;
  const from = segmentingStart(text, at);
  const cluster = segmenter.segment(text.slice(from, at + lookAhead)).containing(at - from);
  const start = from + (cluster?.index ?? 0);
  return start > from ? start : codePointStart(text, at);
}

/** A place before `at` where a cluster surely begins: an ASCII character, or the beginning of the text. */
function segmentingStart(text: string, at: number): number {
  if (at <= lookBack) return 0;
  const ascii = text.slice(at - lookBack, at).search(/[ -~]/);
  return codePointStart(text, at - lookBack + Math.max(0, ascii));
}

function codePointStart(text: string, at: number): number {
  return /^[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at;
}
