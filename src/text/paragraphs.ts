import type { Paragraph, PhrasingContent } from 'mdast';

/**
 * Cuts a run of text into paragraphs at its blank lines. The two line feeds of a cut are what paragraphs are written
 * apart by; further ones stay at the start of the paragraph that follows, so no line is lost.
 */
export function paragraphs(children: readonly PhrasingContent[]): Paragraph[] {
  const found: Paragraph[] = [];
  let current: PhrasingContent[] = [];
  children.forEach((child, index) => {
    if (child.type !== 'text' || !child.value.includes('\n\n')) {
      current.push(child);
      return;
    }
    const { value } = child;
    let from = 0;
    for (const run of value.matchAll(/\n\n+/g)) {
      const end = run.index + run[0].length;
      const atStart = run.index === 0 && current.length === 0;
      const atEnd = end === value.length && index === children.length - 1;
      if (atStart || atEnd) continue;
      if (run.index > from) current.push({ type: 'text', value: value.slice(from, run.index) });
      found.push({ type: 'paragraph', children: current });
      current = [];
      from = run.index + 2;
    }
    if (from < value.length) current.push({ type: 'text', value: value.slice(from) });
  });
  if (current.length > 0) found.push({ type: 'paragraph', children: current });
  return found;
}

/** The same for literal text. */
export function textParagraphs(value: string): Paragraph[] {
  return value === '' ? [] : paragraphs([{ type: 'text', value }]);
}
