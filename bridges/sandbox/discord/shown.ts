/** Names for what a message refers to by id. */
export interface Directory {
  userName(id: string): string | undefined;
  channelName(id: string): string | undefined;
  roleName(id: string): string | undefined;
}

const FENCE = /```(?:[\w+.-]*\n)?\n*([\s\S]+?)\n*```/g;

/** A message as a person reads it on the screen, without its colours and weights. Quote bars and bullets stay. */
export function shown(content: string, directory: Directory): string {
  let result = '';
  let last = 0;
  for (const match of content.matchAll(FENCE)) {
    result += lines(content.slice(last, match.index), directory) + (match[1] ?? '');
    last = match.index + match[0].length;
  }
  return (result + lines(content.slice(last), directory)).replaceAll('\u200B', '');
}

/** Headings and small print lose their mark; it counts only with a blank after it. */
function lines(text: string, directory: Directory): string {
  return inline(text.replace(/^(?:#{1,3}|-#) +(?=\S)/gm, '').replace(/^>>> /gm, '> '), directory);
}

/** A mark with what it may hold; the first that fits at a place is taken. */
const SPANS: readonly RegExp[] = [
  /\*\*((?:\\[^]|[^\\])+?)\*\*(?!\*)/y,
  /__((?:\\[^]|[^\\])+?)__(?!_)/y,
  /~~([^]+?)~~/y,
  /\|\|([^]+?)\|\|/y,
  /\*(?![\s*])((?:\\[^]|\*\*|[^\\*])*?(?:\*\*|[^\s*]))\*(?!\*)/y,
  /_((?:\\[^]|__|[^\\_])+?)_(?!\w)/y,
];
const CODE = /(`+)([^]*?[^`])\1(?!`)/y;
const ESCAPED = /\\([^0-9A-Za-z\s])/uy;
const ADDRESS = /https?:\/\/[^\s<>]+/y;
const LABELLED = /\[([^\]\n]+)\]\(<?https?:\/\/[^\s()]+>?\)/y;
const REFERENCE = /<(?:@!?(\d+)|@&(\d+)|#(\d+)|a?(:\w+:)\d+|t:(-?\d+)(?::\w)?|(https?:\/\/[^\s<>]+))>/y;

function inline(text: string, directory: Directory): string {
  let result = '';
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at = pattern.lastIndex;
    return match;
  };
  const piece = (): string => {
    const escaped = take(ESCAPED);
    if (escaped) return escaped[1] ?? '';
    const code = take(CODE);
    if (code) return (code[2] ?? '').trim();
    const reference = take(REFERENCE);
    if (reference) return referred(reference, directory);
    const plain = take(ADDRESS);
    if (plain) return plain[0];
    const labelled = take(LABELLED);
    if (labelled) return inline(labelled[1] ?? '', directory);
    for (const span of SPANS) {
      const match = take(span);
      if (match) return inline(match[1] ?? '', directory);
    }
    at += 1;
    return text.charAt(at - 1);
  };
  while (at < text.length) result += piece();
  return result;
}

function referred(match: RegExpExecArray, directory: Directory): string {
  const [whole, user, role, channel, emoji, time, address] = match;
  if (user !== undefined) return `@${directory.userName(user) ?? 'unknown-user'}`;
  if (role !== undefined) return `@${directory.roleName(role) ?? 'unknown-role'}`;
  if (channel !== undefined) return `#${directory.channelName(channel) ?? 'unknown'}`;
  if (time !== undefined) return new Date(Number(time) * 1000).toISOString();
  return emoji ?? address ?? whole;
}
