const segmenter = new Intl.Segmenter();
// Longer clusters exist only as a prank; they are cut between code points.
const reach = 64;

/** The last place at or before `at` where a text may be cut without breaking a character as people see it. */
export function graphemeStart(text: string, at: number): number {
  if (at <= 0 || at >= text.length) return Math.max(0, Math.min(at, text.length));
  // Two neighbours of the Latin alphabet never belong together, save CR and LF, which no text of ours has.
  if (text.charCodeAt(at) < 0x80 && text.charCodeAt(at - 1) < 0x80) return at;
  const from = safeStart(text, at - reach);
  const cluster = segmenter.segment(text.slice(from, at + reach)).containing(at - from);
  const start = from + (cluster?.index ?? at - from);
  if (start > from || from === 0) return start > 0 || at === 0 ? start : codePointStart(text, at);
  return codePointStart(text, at);
}

/** A place near `at` where segmenting may begin: after a white-space character if there is one. */
function safeStart(text: string, at: number): number {
  if (at <= 0) return 0;
  const space = text.slice(at, at + reach).search(/[\s!-~]/);
  return space === -1 ? codePointStart(text, at) : at + space;
}

function codePointStart(text: string, at: number): number {
  return /^[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at;
}
