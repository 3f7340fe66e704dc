import { guard } from '../marks/grammar.ts';
import { protectMarks } from '../marks/protect.ts';
import { urlInText } from '../url.ts';

const names = { amp: '&', lt: '<', gt: '>' } as const;

/** Slack escapes three characters, everywhere. */
export function escapeEntities(text: string): string {
  return /[&<>]/.test(text)
    ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    : text;
}

export function decodeEntities(raw: string): string {
  if (!raw.includes('&')) return raw;
  return raw.replace(/&(amp|lt|gt);/g, (whole, name: string) => (isName(name) ? names[name] : whole));
}

function isName(name: string): name is keyof typeof names {
  return name in names;
}

/** The name of an emoji: with a letter in it, or one of the standard names that have none; no mark at its edges. */
export const shortcode = String.raw`(?:(?=[\d_+'-]*\p{Ll})[\p{Ll}\d+-](?:[\p{Ll}\d_+'-]*[\p{Ll}\d])?|[+-]1|100|1234)`;
const literalShortcode = new RegExp(`:(?=\\u200b*${shortcode}:)`, 'gu');
const guardedShortcode = new RegExp(`:\\u200b(?=\\u200b*${shortcode}:)`, 'gu');
const literalBroadcast =
  /@(?=\u200b+(?:here|channel|everyone)|(?<![\p{L}\p{N}]@)(?:here|channel|everyone)(?![a-z\d]))/giu;
const guardedBroadcast = /@\u200b(?=\u200b*(?:here|channel|everyone))/gi;
const needsCare = /[&<>*_~`\u200b]|:\S+:|@(?:here|channel|everyone)/i;

/** Literal text as mrkdwn: no entity, mark, emoji name or call to everyone in it works. */
export function writeText(text: string, alone: boolean): string {
  if (!needsCare.test(text)) return text;
  if (!/[*_~`]/.test(text) || !text.includes('://')) return writeWords(text, alone);
  // A guard inside of an address would break it, so one with marks goes into brackets, where marks mean nothing.
  let out = '';
  let from = 0;
  for (const url of text.matchAll(urlInText)) {
    if (!/[*_~`]/.test(url[0])) continue;
    out += `${writeWords(text.slice(from, url.index), false)}<${escapeEntities(url[0])}>`;
    from = url.index + url[0].length;
  }
  return out + writeWords(text.slice(from), alone && from === 0);
}

function writeWords(text: string, alone: boolean): string {
  const words = text.replace(literalShortcode, `:${guard}`).replace(literalBroadcast, `@${guard}`);
  return escapeEntities(protectMarks(words, alone));
}

/** Takes out of decoded text the guards that `writeText` put in. */
export function unguardWords(text: string): string {
  if (!text.includes(guard)) return text;
  return text.replace(guardedShortcode, ':').replace(guardedBroadcast, '@');
}
