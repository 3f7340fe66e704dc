import { EMOJI_BY_CHARACTER } from './emoji.ts';

/** What the composer needs to know to turn a typed `@name` or `#name` into a reference. */
export interface Names {
  userByHandle(name: string): { id: string } | undefined;
  channelByName(name: string): { id: string } | undefined;
}

interface Composed {
  readonly text: string;
  readonly blocks: readonly object[];
}

const FENCE = /^```\n([\s\S]*?)\n```$/gm;
const TOKEN =
  /https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)\]'"]|@[\p{L}\p{N}._-]+|#[\p{L}\p{N}_-]+|(?<!\u200D)\p{Extended_Pictographic}\uFE0F?(?!\p{Emoji_Modifier}|\u200D|\uFE0F)/gu;
const BROADCAST = /^@(?:here|channel|everyone)$/;

/**
 * What Slack's composer makes of typed text: references and links are recognised, known emoji become names, fences
 * become code; everything else is literal. A star that was typed and not turned into formatting stays a star in
 * `blocks`, while `text` cannot tell it from bold: such is the real service.
 */
export function compose(typed: string, names: Names): Composed {
  const elements: object[] = [];
  let text = '';
  let last = 0;
  const section = (raw: string): void => {
    if (raw === '') return;
    const run = inline(raw, names);
    text += run.text;
    elements.push({ type: 'rich_text_section', elements: run.elements });
  };
  for (const match of typed.matchAll(FENCE)) {
    section(typed.slice(last, match.index));
    const code = match[1] ?? '';
    text += `\`\`\`${escape(code)}\`\`\``;
    elements.push({ type: 'rich_text_preformatted', elements: [{ type: 'text', text: code }] });
    last = match.index + match[0].length;
  }
  section(typed.slice(last));
  return { text, blocks: [{ type: 'rich_text', block_id: 'typed', elements }] };
}

function inline(raw: string, names: Names): { text: string; elements: object[] } {
  const elements: object[] = [];
  let text = '';
  let last = 0;
  const literal = (piece: string): void => {
    if (piece === '') return;
    text += escape(piece);
    elements.push({ type: 'text', text: piece });
  };
  for (const match of raw.matchAll(TOKEN)) {
    const reference = refer(match[0], names);
    if (!reference) continue;
    literal(raw.slice(last, match.index));
    text += reference.text;
    elements.push(reference.element);
    last = match.index + match[0].length;
  }
  literal(raw.slice(last));
  return { text, elements };
}

function refer(token: string, names: Names): { text: string; element: object } | undefined {
  if (token.startsWith('http')) return { text: `<${escape(token)}>`, element: { type: 'link', url: token } };
  if (BROADCAST.test(token)) {
    return { text: `<!${token.slice(1)}>`, element: { type: 'broadcast', range: token.slice(1) } };
  }
  if (token.startsWith('@')) {
    const user = names.userByHandle(token.slice(1));
    return user && { text: `<@${user.id}>`, element: { type: 'user', user_id: user.id } };
  }
  if (token.startsWith('#')) {
    const channel = names.channelByName(token.slice(1));
    return (
      channel && {
        text: `<#${channel.id}|${token.slice(1)}>`,
        element: { type: 'channel', channel_id: channel.id },
      }
    );
  }
  const name = EMOJI_BY_CHARACTER.get(token);
  if (name === undefined) return undefined;
  const unicode = [...token].map((c) => (c.codePointAt(0) ?? 0).toString(16)).join('-');
  return { text: `:${name}:`, element: { type: 'emoji', name, unicode } };
}

export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const CONTROL = /<(?:[@#][A-Z0-9]+(?:\|[^<>]*)?|![a-z]+[^<>]*|(?:https?|mailto|tel):[^<>]+)>/g;
const BARE_LINK = /https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)\]'"*_~`]/g;

/** What Slack makes of the `text` that an app sends: stray control characters are escaped, bare links are marked. */
export function normalize(text: string): string {
  let result = '';
  let last = 0;
  const between = (raw: string): string => {
    const safe = raw
      .replace(/&(?!amp;|lt;|gt;)/g, '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;');
    return safe.replace(BARE_LINK, (link) => {
      const cut = /&(?:lt|gt);/.exec(link)?.index ?? link.length;
      return `<${link.slice(0, cut)}>${link.slice(cut)}`;
    });
  };
  for (const match of text.matchAll(CONTROL)) {
    result += between(text.slice(last, match.index)) + match[0];
    last = match.index + match[0].length;
  }
  return result + between(text.slice(last));
}
