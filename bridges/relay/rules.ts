import type { Message, ParleyEvent } from '../../src/model/index.ts';
import type { Root } from '../../src/text/index.ts';
import { isEmpty, plainText } from '../../src/text/index.ts';
import type { Condition, Effort, RouteConfig, Whereabouts } from '../config/model.ts';
import type { Place } from '../journal/contract.ts';
import { replaceInText, withLead } from './rewrite.ts';

/** What the rules of a route make of an event: what is mirrored, or the reason why nothing is. */
export type Ruled = { readonly event: ParleyEvent } | { readonly dropped: string };

/** Replacing may look at so many characters of one message: less than a second's work. */
const EFFORT = 5_000_000;

/**
 * Tries the rules of a route, in order, on a message that was created or edited; other events pass as they are. Pure:
 * the same event always comes out the same.
 */
export function applyRules(event: ParleyEvent, route: RouteConfig, from: Place, to: Place): Ruled {
  if (!('message' in event) || !route.rules) return { event };
  const effort: Effort = { left: EFFORT };
  let { message } = event;
  for (const [index, { when, act }] of route.rules.entries()) {
    if (!holds(when, message, from, to) || (when.not && holds(when.not, message, from, to))) continue;
    const name = `rule ${String(index + 1)} of the route "${route.name}"`;
    if (act.do === 'keep') break;
    if (act.do === 'drop') return { dropped: `${name} leaves it out` };
    const text =
      act.do === 'prefix' ? withLead(message.text, act.with) : replaceInText(message.text, act, effort);
    // What was to be replaced must not slip through because there is too much of it.
    if (!text) return { dropped: `${name} would have to replace more than can be done in reasonable time` };
    message = { ...message, text };
  }
  if (message === event.message) return { event };
  // Replaced with nothing, there is nothing left to say.
  if (isEmpty(message.text) && !isEmpty(event.message.text) && message.attachments.length === 0) {
    return { dropped: `the rules of the route "${route.name}" leave none of its text` };
  }
  return { event: { ...event, message } };
}

function holds(condition: Condition, message: Message, from: Place, to: Place): boolean {
  const { author } = message;
  const { from: sources, to: targets, author: names, authorId, authorKind, text, kind } = condition;
  return (
    (!sources || sources.some((where) => isThere(from, where))) &&
    (!targets || targets.some((where) => isThere(to, where))) &&
    (!names || names.some((name) => name.matches(author.name))) &&
    (!authorId || authorId.includes(author.id)) &&
    (!authorKind || authorKind.includes(author.kind)) &&
    (!kind || kind.some((one) => isOfKind(message, one))) &&
    (!text || fitsText(message.text, text))
  );
}

function isThere(place: Place, { account, conversation }: Whereabouts): boolean {
  return place.account === account && (conversation === undefined || place.conversation === conversation);
}

function isOfKind({ attachments }: Message, kind: NonNullable<Condition['kind']>[number]): boolean {
  if (kind === 'text') return attachments.length === 0;
  return attachments.some((attachment) => attachment.kind === kind);
}

function fitsText(tree: Root, patterns: NonNullable<Condition['text']>): boolean {
  const words = plainText(tree);
  return patterns.some((pattern) => pattern.matches(words));
}
