import type { PhrasingContent } from 'mdast';
import { emojiFromShortcode } from '../emoji/index.ts';
import { labelOf } from '../inline.ts';
import { isBareLink, safeUrl, urlInText } from '../url.ts';
import { writeText } from './escape.ts';

const snowflake = /^\d{15,20}$/;
/** No moment is farther from 1970 than this, seconds: the limit of dates in JavaScript and in Discord. */
const FARTHEST_S = 8_640_000_000_000;

/** Nodes of Discord's own; undefined leaves a node to the words it shows. */
export function writeSpecial(node: PhrasingContent): string | undefined {
  switch (node.type) {
    case 'mention':
      return isId(node.id) ? `<@${node.id}>` : undefined;
    case 'channelRef':
      return isId(node.id) ? `<#${node.id}>` : undefined;
    case 'customEmoji':
      return isId(node.id) && /^\w{2,32}$/.test(node.name) ? `<:${node.name}:${node.id}>` : undefined;
    case 'timestamp':
      return isMoment(node.seconds) ? `<t:${String(node.seconds)}>` : undefined;
    case 'link':
      return writeLink(node.url, labelOf(node.children));
    case 'image':
      return writeLink(node.url, node.alt ?? '');
    default:
      return undefined;
  }
}

function isId(id: string | undefined): id is string {
  return id !== undefined && snowflake.test(id);
}

function isMoment(seconds: number): boolean {
  return Number.isSafeInteger(seconds) && Math.abs(seconds) <= FARTHEST_S;
}

function writeLink(url: string, label: string): string | undefined {
  const target = safeUrl(url);
  if (target === undefined) return label === '' ? '' : undefined;
  if (label === '') return `<${target}>`;
  if (isBareLink(label, target)) return isWhole(target) && label === target ? undefined : `<${target}>`;
  const words = label.replaceAll('\n', ' ');
  // Discord shows no link under a label that is an address itself, and brackets in a label end it.
  if (/[[\]]|:\/\//.test(words)) return writeText(`${words} (`, true, false) + `<${target}>)`;
  const address = target.replaceAll('(', '%28').replaceAll(')', '%29');
  return `[${writeText(words, true, false)}](${address})`;
}

/** Whether an address is found whole in running text. */
function isWhole(url: string): boolean {
  return url.match(urlInText)?.[0] === url;
}

/** Sticky; what stands between angle brackets, or an emoji's name between colons. */
const brackets = /<([^<>\s]+)>/y;
const shortcode = /:([^\s:]+?(?:::skin-tone-\d)?):/y;

/** Reads what begins at `at` with an angle bracket or a colon; undefined where that is only a character. */
export function readSpecial(source: string, at: number): { node: PhrasingContent; end: number } | undefined {
  const pattern = source[at] === '<' ? brackets : shortcode;
  pattern.lastIndex = at;
  const inside = pattern.exec(source)?.[1];
  if (inside === undefined) return undefined;
  const end = pattern.lastIndex;
  if (pattern === shortcode) {
    const emoji = emojiFromShortcode(inside);
    return emoji === undefined ? undefined : { node: { type: 'text', value: emoji }, end };
  }
  const node = readBrackets(inside);
  return node && { node, end };
}

function readBrackets(inside: string): PhrasingContent | undefined {
  const person = /^@!?(\d{15,20})$/.exec(inside)?.[1];
  if (person !== undefined) return { type: 'mention', id: person, name: person };
  // A role is many people; its id is none that could be mentioned as a person's.
  const role = /^@(&\d{15,20})$/.exec(inside)?.[1];
  if (role !== undefined) return { type: 'mention', id: role, name: role.slice(1) };
  const channel = /^#(\d{15,20})$/.exec(inside)?.[1];
  if (channel !== undefined) return { type: 'channelRef', id: channel, name: channel };
  const emoji = /^a?:(\w{2,32}):(\d{15,20})$/.exec(inside);
  if (emoji?.[1] !== undefined && emoji[2] !== undefined)
    return { type: 'customEmoji', id: emoji[2], name: emoji[1] };
  const seconds = Number(/^t:(-?\d{1,13})(?::[tTdDfFsSR])?$/.exec(inside)?.[1]);
  if (isMoment(seconds))
    return { type: 'timestamp', seconds, fallback: new Date(seconds * 1000).toISOString() };
  const command = /^(\/[^:]+):\d{15,20}$/.exec(inside)?.[1];
  if (command !== undefined) return { type: 'text', value: command };
  if (!/^(?:https?:\/\/|mailto:)./i.test(inside)) return undefined;
  const url = safeUrl(inside);
  if (url !== inside) return { type: 'text', value: inside };
  return { type: 'link', url, children: [{ type: 'text', value: inside.replace(/^mailto:/i, '') }] };
}
