import { canClose, canOpen } from './edges.ts';
import { guard } from './grammar.ts';

const anyMark = /[*_~`]/;
const everyMark = /[*_~`]/g;

/**
 * Puts guards around the marks of literal text that could be taken for formatting. `alone` says that the text shares
 * its lines with no formatting: then a mark that occurs once in its line is harmless and stays as it is, so that
 * paths and sums can be copied.
 */
export function protectMarks(text: string, alone: boolean): string {
  if (!anyMark.test(text)) return text;
  if (!alone)
    return text.replace(everyMark, (mark, at: number) =>
      insideWord(text, at, mark) ? mark : guard + mark + guard,
    );
  return text
    .split('\n')
    .map((line) => (anyMark.test(line) ? protectLine(line) : line))
    .join('\n');
}

function protectLine(line: string): string {
  return line.replace(everyMark, (mark, at: number) => {
    const nearGuard = line[at - 1] === guard || line[at + 1] === guard;
    const once = line.indexOf(mark) === line.lastIndexOf(mark);
    const harmless = once || (mark !== '`' && !canOpen(line, at) && !canClose(line, at));
    return harmless && !nearGuard ? mark : guard + mark + guard;
  });
}

/** Such a mark (snake_case) stays harmless whatever formatting begins or ends around the text. */
function insideWord(text: string, at: number, mark: string): boolean {
  return (
    mark !== '`' && /^[\p{L}\p{N}]$/u.test(text.charAt(at - 1)) && /^[\p{L}\p{N}]$/u.test(text.charAt(at + 1))
  );
}
