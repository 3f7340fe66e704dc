const OPEN = '<think>';
const CLOSE = '</think>';

/**
 * A text without the thoughts that some models (DeepSeek-R1, QwQ and others, where their server does not take them
 * out) write in front of it. Of a text that is still being written, nothing is shown before it is clear.
 */
export function withoutThinking(text: string): string {
  const start = text.trimStart();
  if (!start.startsWith(OPEN)) return OPEN.startsWith(start) && start !== '' ? '' : text;
  const end = start.indexOf(CLOSE);
  return end === -1 ? '' : start.slice(end + CLOSE.length).trimStart();
}
