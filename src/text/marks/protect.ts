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
  if (!alone) return text.replace(everyMark, (mark, at: number) => guarded(text, mark, at, false));
  return text
    .split('\n')
    .map((line) => (anyMark.test(line) ? protectLine(line) : line))
    .join('\n');
}

function protectLine(line: string): string {
  return line.replace(everyMark, (mark, at: number) => {
    const once = line.indexOf(mark) === line.lastIndexOf(mark);
    return once && line[at - 1] !== guard && line[at + 1] !== guard ? mark : guarded(line, mark, at, true);
  });
}

function guarded(text: string, mark: string, at: number, edgesKnown: boolean): string {
  const atEdge = !edgesKnown && (at === 0 || at === text.length - 1);
  const nearGuard = text[at - 1] === guard || text[at + 1] === guard;
  const harmless = mark !== '`' && !atEdge && !nearGuard && !canOpen(text, at) && !canClose(text, at);
  return harmless ? mark : guard + mark + guard;
}
