import type { Nodes, Parents, Text } from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { defaultHandlers, toMarkdown, type Handle, type Info, type State } from 'mdast-util-to-markdown';
import { leafText } from '../inline.ts';
import type { Root } from '../tree.ts';
import { safeUrl, urlInText } from '../url.ts';

/** Writes GitHub Flavored Markdown. Line breaks are hard ones, so every reader shows them. */
export function writeMarkdown(tree: Root): string {
  const written = toMarkdown(tree, {
    bullet: '-',
    rule: '-',
    listItemIndent: 'one',
    extensions: [gfmToMarkdown()],
    handlers: {
      text: writeText,
      mention: writeWords,
      channelRef: writeWords,
      customEmoji: writeWords,
      timestamp: writeWords,
      spoiler: writeInside,
      underline: writeInside,
      link: writeLink,
    },
  });
  // Readers drop a byte order mark at the start.
  return written.replace(/^\ufeff/, '&#xFEFF;').replace(/\n$/, '');
}

const writeWords: Handle = (node: Nodes, _parent, state, info) => state.safe(leafText(node) ?? '', info);
const writeInside: Handle = (node: Parameters<State['containerPhrasing']>[0], _parent, state, info) =>
  state.containerPhrasing(node, info);

const writeLink: typeof defaultHandlers.link = Object.assign(
  (...[node, parent, state, info]: Parameters<typeof defaultHandlers.link>) =>
    safeUrl(node.url) === undefined
      ? state.containerPhrasing(node, info)
      : defaultHandlers.link(node, parent, state, info),
  { peek: defaultHandlers.link.peek },
);

function writeText(node: Text, parent: Parents | undefined, state: State, info: Info): string {
  if (state.stack.includes('tableCell') || state.stack.includes('headingAtx'))
    return state.safe(node.value, info);
  // Line feeds at the very edge of a paragraph cannot be hard breaks; they are written as character references.
  const first = parent?.children[0] === node;
  const last = parent?.children.at(-1) === node;
  const start = first ? node.value.length - node.value.replace(/^\n+/, '').length : 0;
  const end = last ? node.value.replace(/\n+$/, '').length : node.value.length;
  if (end <= start) return state.safe(node.value, info);
  const lines = node.value.slice(start, end).split('\n');
  lines[0] = node.value.slice(0, start) + (lines[0] ?? '');
  lines[lines.length - 1] = (lines.at(-1) ?? '') + node.value.slice(end);
  return lines
    .map((line, index) =>
      writeLine(line, parent, state, {
        ...info,
        before: index === 0 ? info.before : '\n',
        after: index === lines.length - 1 ? info.after : '\n',
      }),
    )
    .join('\\\n');
}

/** Addresses go into angle brackets: they need no escapes there, and end where they end. */
function writeLine(line: string, parent: Parents | undefined, state: State, info: Info): string {
  if (parent?.type === 'link' || !line.includes('://')) return state.safe(line, info);
  let out = '';
  let from = 0;
  for (const url of line.matchAll(urlInText)) {
    const before = out === '' ? info.before : '>';
    out += `${state.safe(line.slice(from, url.index), { before, after: '<' })}<${url[0]}>`;
    from = url.index + url[0].length;
  }
  return out + state.safe(line.slice(from), { before: out === '' ? info.before : '>', after: info.after });
}
