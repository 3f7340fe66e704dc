import type { Message } from '../../src/model/index.ts';
import { plainText } from '../../src/text/index.ts';
import type { RouteConfig } from '../../bridges/config/index.ts';
import type { Ruled } from '../../bridges/relay/rules.ts';
import { applyRules } from '../../bridges/relay/rules.ts';
import { created } from '../support/events.ts';
import { ACCOUNTS, load } from '../config/kit.ts';

export const site = { account: 'site', conversation: '12' };
export const team = { account: 'team', conversation: 'C0123' };

/** A route between the site and the team with these further lines, as it is read from a file. */
export function routeWith(lines: string): RouteConfig {
  const indented = lines.trimEnd().replaceAll(/^/gm, '    ');
  const [route] = load(
    `${ACCOUNTS}routes:\n  support:\n    between: [site:12, team:C0123]\n${indented}\n`,
  ).routes;
  if (!route) throw new Error('There is no route.');
  return route;
}

/** What the rules, each a line, make of a message from the site: its text, or why it is left out. */
export function through(
  rules: readonly string[],
  text: string,
  overrides: Partial<Message> = {},
  [from, to] = [site, team],
): string {
  const route = routeWith(`rules:\n${rules.map((rule) => `  - ${rule}\n`).join('')}`);
  return outcome(applyRules(created('1', text, overrides), route, from, to));
}

export function outcome(ruled: Ruled): string {
  if ('dropped' in ruled) return `dropped: ${ruled.dropped}`;
  return 'message' in ruled.event ? plainText(ruled.event.message.text) : ruled.event.type;
}

export const by = (name: string, id = '7', kind: Message['author']['kind'] = 'person'): Partial<Message> => ({
  author: { id, name, kind },
});
