import { EMOJI_BY_NAME } from './emoji.ts';
import type { StoredMessage } from './model.ts';

/** Names for what a message refers to by id. */
export interface Directory {
  userName(id: string): string;
  channelName(id: string): string;
}

/** A message as a person reads it on the screen, without its colours and weights. */
export function shown(message: Pick<StoredMessage, 'text' | 'blocks'>, directory: Directory): string {
  const text = message.blocks ? fromBlocks(message.blocks, directory) : fromMrkdwn(message.text, directory);
  return text.replaceAll('\u200B', '');
}

/** Stands in for a reference; a character that no text has. */
const KEPT = '\uE000';
/** As with the other marks, a backtick behind an invisible character is no mark. */
const CODE = /(?<!\u200B)```\n?([\s\S]*?)\n?```|(?<![\u200B`])`([^`\n]+)`/g;

function fromMrkdwn(text: string, directory: Directory): string {
  let result = '';
  let last = 0;
  for (const match of text.matchAll(CODE)) {
    result += styled(text.slice(last, match.index), directory);
    result += decode(references(match[1] ?? match[2] ?? '', directory));
    last = match.index + match[0].length;
  }
  return result + styled(text.slice(last), directory);
}

function styled(text: string, directory: Directory): string {
  // Marks mean nothing inside of a reference or an address.
  const kept: string[] = [];
  let plain = text.replace(/<[^<>]*>/g, (reference) => {
    kept.push(reference);
    return KEPT;
  });
  for (const mark of ['*', '_', '~']) plain = unmark(plain, mark);
  plain = plain.replace(/:([a-z0-9_+-]+):/g, (whole, name: string) => EMOJI_BY_NAME.get(name) ?? whole);
  return decode(
    references(
      plain.replaceAll(KEPT, () => kept.shift() ?? ''),
      directory,
    ),
  );
}

/** A mark formats when it opens at the start of a word and closes at the end of one, on one line. */
function unmark(text: string, mark: string): string {
  const before = String.raw`(^|[\s(\[{"'*_~>.,:;!?/\-])`;
  const span = new RegExp(
    String.raw`${before}[${mark}](?=[^\s${mark}])([^\n${mark}]*[^\s${mark}])[${mark}](?![\p{L}\p{N}_])`,
    'gu',
  );
  return text.replace(span, '$1$2');
}

function references(text: string, directory: Directory): string {
  return text.replace(/<([^<>]*)>/g, (_whole, inner: string) => {
    const [target = '', label] = inner.split('|');
    if (target.startsWith('@')) return `@${directory.userName(target.slice(1))}`;
    if (target.startsWith('#')) return `#${label ?? directory.channelName(target.slice(1))}`;
    if (/^!(?:here|channel|everyone)$/.test(target)) return `@${target.slice(1)}`;
    if (target.startsWith('!')) return label ?? target;
    return label ?? target.replace(/^mailto:/, '');
  });
}

function decode(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Only the blocks that the sandbox's own composer makes. Code stands on lines of its own. */
function fromBlocks(blocks: readonly object[], directory: Directory): string {
  return blocks
    .flatMap((block) => childrenOf(block).map((child) => element(child, directory).replace(/^\n|\n$/g, '')))
    .join('\n');
}

function childrenOf(node: object): readonly object[] {
  return 'elements' in node && Array.isArray(node.elements) ? (node.elements as object[]) : [];
}

function element(node: object, directory: Directory): string {
  if ('elements' in node)
    return childrenOf(node)
      .map((child) => element(child, directory))
      .join('');
  const value = (key: string): string => {
    const found: unknown = Reflect.get(node, key);
    return typeof found === 'string' ? found : '';
  };
  switch (value('type')) {
    case 'user':
      return `@${directory.userName(value('user_id'))}`;
    case 'channel':
      return `#${directory.channelName(value('channel_id'))}`;
    case 'broadcast':
      return `@${value('range')}`;
    case 'link':
      return value('url');
    case 'emoji':
      return EMOJI_BY_NAME.get(value('name')) ?? `:${value('name')}:`;
    default:
      return value('text');
  }
}
