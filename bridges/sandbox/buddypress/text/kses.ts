import { escapeHtml, normalizeEntities } from '../../wordpress/entities.ts';

type AllowedTags = Readonly<Record<string, readonly string[]>>;

const SUBJECT_TAGS: AllowedTags = {
  a: ['href', 'title'],
  abbr: ['title'],
  acronym: ['title'],
  b: [],
  blockquote: ['cite'],
  cite: [],
  code: [],
  del: ['datetime'],
  em: [],
  i: [],
  q: ['cite'],
  s: [],
  strike: [],
  strong: [],
};

const MESSAGE_TAGS: AllowedTags = {
  ...SUBJECT_TAGS,
  a: ['href', 'title', 'class', 'id', 'rel'],
  img: ['src', 'alt', 'width', 'height', 'class', 'id'],
  span: ['class'],
  ul: ['class', 'id'],
  ol: ['class', 'id'],
  li: ['class', 'id'],
  p: ['class', 'id'],
};

const VOID_TAGS = new Set(['img']);
const ADDRESSES = new Set(['href', 'src', 'cite']);

/** What the site keeps of a message: allowed tags, closed; everything that only looks like a tag is gone. */
export function cleanMessage(text: string): string {
  return balance(kses(text, MESSAGE_TAGS));
}

/** What the site keeps of a subject. */
export function cleanSubject(text: string): string {
  return kses(text, SUBJECT_TAGS);
}

function kses(text: string, allowed: AllowedTags): string {
  const printable = normalizeEntities(text.replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/g, ''));
  // A `<` that no `>` follows before the next `<` or the end begins no tag: all of that is text.
  const marked = printable.replaceAll(/<[^>]*?(?=<|$|>)>?/g, (piece) =>
    piece.endsWith('>') ? piece : escapeHtml(piece),
  );
  return marked.replaceAll(/(<!--.*?(?:-->|$))|(<[^>]*(?:>|$)|>)/gs, (piece, comment: string | undefined) =>
    comment === undefined
      ? cleanTag(piece, allowed)
      : `<!--${comment.slice(4).replace(/-->$/, '').replaceAll('--', '-')}-->`,
  );
}

function cleanTag(tag: string, allowed: AllowedTags): string {
  if (!tag.startsWith('<')) return '&gt;';
  const parts = /^<\s*(\/\s*)?([a-zA-Z0-9-]+)([^>]*)>?$/.exec(tag);
  const name = parts?.[2]?.toLowerCase();
  const attributes = name === undefined ? undefined : allowed[name];
  if (!parts || name === undefined || !attributes) return '';
  if (parts[1] !== undefined) return `</${name}>`;
  const rest = parts[3] ?? '';
  const closed = /\/\s*$/.test(rest) ? ' /' : '';
  return `<${name}${cleanAttributes(rest, attributes)}${closed}>`;
}

function cleanAttributes(text: string, allowed: readonly string[]): string {
  let clean = '';
  for (const [, name = '', double, single, bare] of text.matchAll(
    /([a-zA-Z][\w-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'/>]+)))?/g,
  )) {
    const lower = name.toLowerCase();
    const value = double ?? single ?? bare;
    if (!allowed.includes(lower) || value === undefined) continue;
    clean += ` ${lower}="${ADDRESSES.has(lower) ? withoutScript(value) : value}"`;
  }
  return clean;
}

/** A protocol that is not on WordPress's list is cut off, what follows it stays. */
function withoutScript(address: string): string {
  const protocol = /^\s*([a-z][a-z0-9+.-]*):/i.exec(address);
  if (
    !protocol?.[1] ||
    /^(?:https?|ftps?|mailto|news|irc6?|ircs|gopher|nntp|feed|telnet|mms|rtsp|sms|svn|tel|fax|xmpp|webcal|urn)$/i.test(
      protocol[1],
    )
  ) {
    return address;
  }
  return withoutScript(address.slice(protocol[0].length));
}

/** Closes what was left open and drops what closes nothing. */
function balance(html: string): string {
  const open: string[] = [];
  const balanced = html.replaceAll(
    /<(\/?)([a-z][a-z0-9]*)([^>]*)>/g,
    (_tag, slash: string, name: string, rest: string) => {
      if (VOID_TAGS.has(name)) return slash ? '' : `<${name}${rest.replace(/\s*\/$/, '')}/>`;
      if (!slash) {
        open.push(name);
        return `<${name}${rest}>`;
      }
      const at = open.lastIndexOf(name);
      if (at === -1) return '';
      return open
        .splice(at)
        .reverse()
        .map((inner) => `</${inner}>`)
        .join('');
    },
  );
  return (
    balanced +
    open
      .reverse()
      .map((name) => `</${name}>`)
      .join('')
  );
}
