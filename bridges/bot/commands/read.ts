import type { Message } from '../../../src/model/index.ts';
import { plainText } from '../../../src/text/index.ts';
import type { Called } from '../manners/address.ts';
import { isMentionOf, namesOf } from '../manners/address.ts';
import { afterName } from '../manners/names.ts';
import type { Command } from '../parts.ts';
import { readDuration } from './duration.ts';
import { commandNamed } from './words.ts';

export interface ReadOptions {
  /** What a command begins with. */
  readonly prefix: string;
  readonly called: Called;
  /** Whether the message is meant for the bot: only then is a command that nobody knows answered with help. */
  readonly isMeant: boolean;
}

/** Texts that are longer are no commands. */
const LONGEST = 2000;

/**
 * Reads a command: its exact word behind the prefix, at the beginning of the message or behind the bot's mention or
 * name, alone or followed by what it takes. Anything else is prose and gives undefined. What was probably meant for a
 * command but is none comes back as `help`, with what was written in `rest`.
 */
export function readCommand(message: Message, { prefix, called, isMeant }: ReadOptions): Command | undefined {
  const names = namesOf(called);
  const line = lineOf(message, called, names);
  if (line === undefined) return undefined;
  const text = line
    .normalize('NFKC')
    .replaceAll(/[\u200b-\u200d\u2060\ufeff]/g, '')
    .trim();
  const start = startOf(text, prefix);
  if (start === undefined) return undefined;
  const [, first = '', argument = ''] = /^(\S+)\s*([^]*)$/.exec(start) ?? [];
  const [, second] = /^(hand over|take back)(?!\S)/i.exec(start) ?? [];
  const name = commandNamed(second ?? first);
  const rest = (second === undefined ? argument : start.slice(second.length)).trim();
  switch (name) {
    case undefined:
      return isMeant && argument === '' && /^\p{L}[\p{L}\p{N}_-]*$/u.test(first) ? unknown(first) : undefined;
    case 'handover':
      return { name, rest };
    case 'mute':
      return readMute(rest, isMeant);
    default:
      return rest === '' ? { name, rest } : undefined;
  }
}

/** What stands behind the prefix, which nothing but the word may follow. */
function startOf(text: string, prefix: string): string | undefined {
  const sign = prefix.normalize('NFKC').toLowerCase();
  if (text.slice(0, sign.length).toLowerCase() !== sign) return undefined;
  const start = text.slice(sign.length);
  return /^\S/.test(start) ? start : undefined;
}

function readMute(rest: string, isMeant: boolean): Command | undefined {
  if (rest === '') return { name: 'mute', rest };
  const forMs = readDuration(rest);
  if (forMs !== undefined) return { name: 'mute', rest, forMs };
  return isMeant || !/\s/.test(rest) ? unknown(`mute ${rest}`) : undefined;
}

function unknown(written: string): Command {
  return { name: 'help', rest: written };
}

/**
 * What a message says when it is nothing but plain words: without the bot's own mention or name around them. Undefined
 * when it begins with something else.
 */
function lineOf(message: Message, called: Called, names: readonly string[]): string | undefined {
  const [first, ...others] = message.text.children;
  if (first?.type !== 'paragraph') return undefined;
  const nodes = [...first.children];
  const isBlank = (node: (typeof nodes)[number] | undefined): boolean =>
    node?.type === 'break' || (node?.type === 'text' && /^[\s\u200b-\u200d\u2060\ufeff]*$/.test(node.value));
  while (isBlank(nodes[0])) nodes.shift();
  const [lead] = nodes;
  const isCalled = lead?.type === 'mention' && isMentionOf(lead, called.self, names);
  if (isCalled) nodes.shift();
  while (isBlank(nodes.at(-1))) nodes.pop();
  const last = nodes.at(-1);
  if (last?.type === 'mention' && isMentionOf(last, called.self, names)) nodes.pop();
  if (nodes[0]?.type !== 'text') return undefined;
  const whole = plainText({
    type: 'root',
    children: [{ type: 'paragraph', children: nodes }, ...others],
  });
  if (whole.length > LONGEST) return undefined;
  const words = isCalled ? whole : afterName(whole, names);
  // "Helper, !stop": the sign between name and command belongs to neither.
  return words === undefined ? whole : words.replace(/^\s*[,:;–—-]?\s+/, '');
}
