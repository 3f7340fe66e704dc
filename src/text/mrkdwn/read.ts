import { emojiFromShortcode } from '../emoji/index.ts';
import type { Grammar, Special } from '../marks/grammar.ts';
import { unguardMarks } from '../marks/guards.ts';
import { read } from '../marks/read.ts';
import type { Root } from '../tree.ts';
import { decodeEntities, shortcode, unguardWords } from './escape.ts';
import { readBrackets } from './brackets.ts';

const emojiName = new RegExp(`:(${shortcode})(?:::(skin-tone-[2-6]))?:`, 'uy');
const brackets = /<([^<>\n]+)>/y;

const grammar: Grammar = {
  anyMarkup: /[*_~`<&\u200b]|:\S+:|^>/m,
  stops: /[*_~`<:]/g,
  quote: /(?:&gt;|>)(?:(?:&gt;|>){2})? ?/y,
  guardedQuote: /^\u200b+(?:&gt;|>)/,
  isBlock: () => true,
  special,
  readText: (raw) => unguardWords(unguardMarks(decodeEntities(raw))),
  // Slack makes links even of addresses in code.
  readCode: (raw) =>
    decodeEntities(
      raw.replace(/<([^<>|\n]+)(?:\|([^<>\n]*))?>/g, (_, target: string, label?: string) => label ?? target),
    ),
};

/** Reads Slack's mrkdwn, as events and history bring it. */
export function readMrkdwn(source: string): Root {
  return read(source, grammar);
}

function special(source: string, at: number): Special | undefined {
  const pattern = source[at] === '<' ? brackets : emojiName;
  pattern.lastIndex = at;
  const found = pattern.exec(source);
  const inside = found?.[1];
  if (!found || inside === undefined) return undefined;
  const end = pattern.lastIndex;
  if (pattern === brackets) return { node: readBrackets(inside), end };
  const tone = found[2];
  const emoji = emojiFromShortcode(tone === undefined ? inside : `${inside}::${tone}`);
  return {
    node: emoji === undefined ? { type: 'customEmoji', name: inside } : { type: 'text', value: emoji },
    end,
  };
}
