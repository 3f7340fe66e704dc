/** A part of a file that can be shown by itself. */
export interface Section {
  /** Headings above it, from the outermost: `Returns › How to send it back`. Empty before the first one. */
  readonly heading: string;
  readonly text: string;
}

/** Longest passage, characters: some 300 tokens of English. */
const LONGEST = 1200;

/** Cuts a Markdown or text file at its headings, and what is long between two of them at paragraphs. */
export function sectionsOf(source: string): Section[] {
  const path: string[] = [];
  const sections: Section[] = [];
  let lines: string[] = [];
  let fence: string | undefined;
  const finish = (): void => {
    const heading = path.filter((part) => part !== '').join(' › ');
    for (const text of parts(lines.join('\n'))) sections.push({ heading, text });
    lines = [];
  };
  for (const line of source.replaceAll('\r\n', '\n').split('\n')) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark !== undefined && (fence === undefined || mark.startsWith(fence)))
      fence = fence === undefined ? mark : undefined;
    const found = fence === undefined ? /^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$/.exec(line) : null;
    if (!found) {
      lines.push(line);
      continue;
    }
    finish();
    const depth = found[1]?.length ?? 1;
    path.length = Math.min(path.length, depth - 1);
    while (path.length < depth - 1) path.push('');
    path.push(found[2]?.slice(0, 120) ?? '');
  }
  finish();
  return sections;
}

function parts(text: string): string[] {
  const found: string[] = [];
  let part = '';
  for (const piece of text.split(/\n[ \t]*\n/).flatMap(pieces)) {
    if (part !== '' && part.length + piece.length > LONGEST) {
      found.push(part);
      part = '';
    }
    part = part === '' ? piece : `${part}\n\n${piece}`;
  }
  if (part.trim() !== '') found.push(part);
  return found.map((one) => one.trim()).filter((one) => one !== '');
}

/** A paragraph, or where it is too long, its sentences in groups, or whatever fits. */
function pieces(paragraph: string): string[] {
  if (paragraph.length <= LONGEST) return [paragraph];
  return paragraph.match(/[^]{1,1100}(?:[.!?。！？\n]+(?=\s|$)|[。！？]|\s|$)|[^]{1,1100}/g) ?? [];
}
