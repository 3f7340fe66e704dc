import type { Element, Nodes } from 'hast';
import type { PhrasingContent } from 'mdast';
import { safeUrl } from '../url.ts';

/** Reads one node as inline text. */
export function readPhrasing(node: Nodes): PhrasingContent[] {
  if (node.type === 'text') return [{ type: 'text', value: node.value }];
  return node.type === 'element' ? readElement(node) : [];
}

function readElement(element: Element): PhrasingContent[] {
  switch (element.tagName) {
    case 'br':
      return [{ type: 'break' }];
    case 'strong':
    case 'b':
      return wrap('strong', element);
    case 'em':
    case 'i':
      return wrap('emphasis', element);
    case 'del':
    case 's':
    case 'strike':
      return wrap('delete', element);
    case 'u':
    case 'ins':
      return wrap('underline', element);
    case 'code':
    case 'tt':
    case 'kbd':
    case 'samp': {
      const value = textOf(element);
      return value === '' ? [] : [{ type: 'inlineCode', value }];
    }
    case 'q':
      return [{ type: 'text', value: '“' }, ...inside(element), { type: 'text', value: '”' }];
    case 'a':
      return readLink(element);
    case 'img':
      return readImage(element);
    case 'span':
      return readMention(element) ?? inside(element);
    case 'script':
    case 'style':
      return [];
    default:
      return inside(element);
  }
}

/** Better Messages marks the people whom a text names; nothing else on a WordPress site writes this. */
function readMention(element: Element): PhrasingContent[] | undefined {
  const { className, dataUserId } = element.properties;
  const isMention = Array.isArray(className) && className.includes('bm-mention');
  if (!isMention || typeof dataUserId !== 'string') return undefined;
  return [{ type: 'mention', id: dataUserId, name: textOf(element).replace(/^@/, '') }];
}

function inside(element: Element): PhrasingContent[] {
  return element.children.flatMap(readPhrasing);
}

function wrap(type: 'strong' | 'emphasis' | 'delete' | 'underline', element: Element): PhrasingContent[] {
  const children = joinText(inside(element));
  return children.length === 0 ? [] : [{ type, children }];
}

function readLink(element: Element): PhrasingContent[] {
  const { href } = element.properties;
  const url = typeof href === 'string' ? safeUrl(href.trim()) : undefined;
  const children = joinText(inside(element));
  if (url === undefined || children.length === 0) return children;
  return [{ type: 'link', url, children }];
}

/** WordPress shows emoji as pictures; any other picture becomes a link to it. */
function readImage(element: Element): PhrasingContent[] {
  const alt = typeof element.properties.alt === 'string' ? element.properties.alt : '';
  const { src } = element.properties;
  const url = typeof src === 'string' ? safeUrl(src) : undefined;
  if (url === undefined || /^(?:\p{Emoji}|\p{Emoji_Component})+$/u.test(alt))
    return [{ type: 'text', value: alt }];
  return [{ type: 'link', url, children: [{ type: 'text', value: alt === '' ? url : alt }] }];
}

/** The characters inside of a node. */
export function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value;
  if (node.type === 'element' && node.tagName === 'br') return '\n';
  return 'children' in node ? node.children.map(textOf).join('') : '';
}

/** Makes one text of neighbouring texts. A line feed right behind `<br>` is the same line break, not a second one. */
export function joinText(pieces: readonly PhrasingContent[]): PhrasingContent[] {
  const joined: PhrasingContent[] = [];
  let afterBreak = false;
  for (const piece of pieces) {
    if (piece.type !== 'text' && piece.type !== 'break') {
      joined.push(piece);
      afterBreak = false;
      continue;
    }
    let value = piece.type === 'break' ? '\n' : piece.value;
    if (afterBreak && piece.type === 'text' && value.startsWith('\n')) value = value.slice(1);
    afterBreak = piece.type === 'break';
    const last = joined.at(-1);
    if (last?.type === 'text') last.value += value;
    else if (value !== '') joined.push({ type: 'text', value });
  }
  return joined;
}
