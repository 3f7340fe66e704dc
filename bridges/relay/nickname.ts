import type { Author } from '../../src/model/index.ts';
import { clean } from '../../src/text/clean.ts';
import { graphemeStart } from '../../src/text/graphemes.ts';
import type { RouteConfig } from '../config/model.ts';
import type { Place } from '../journal/contract.ts';

/** UTF-16 units; what Discord, the shortest, takes for the name of a message's author. */
const MAX_LENGTH = 80;

/**
 * Characters that a name must not have: controls, and those that turn the direction of the text around them, join or
 * hide what stands beside them. The two joiners that scripts and emoji are written with stay.
 */
const UNWANTED =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/**
 * How an author is named on the copies of a route, by its `nickname`: one line, never empty, at most 80 UTF-16 units,
 * and nothing in it that a terminal or a page would obey. What it says is only text: the name of a person cannot fill
 * in another place of the template.
 */
export function nicknameOf(author: Author, route: RouteConfig, from: Place, platformTitle: string): string {
  const values: Readonly<Record<string, string>> = {
    name: lineOf(author.name) || lineOf(author.id),
    platform: platformTitle,
    account: from.account,
    conversation: from.conversation,
  };
  const template = route.nickname ?? '{name}';
  const filled = lineOf(
    template.replaceAll(/\{(\w+)\}/g, (written, place: string) => values[place] ?? written),
  );
  return shortened(filled) || 'somebody';
}

/**
 * What stands before the text of a copy where the platform shows no author, by the `prefix` of the route. Undefined
 * where it is to be nothing.
 */
export function prefixOf(nickname: string, route: RouteConfig): string | undefined {
  const prefix = (route.prefix ?? '{nickname}:').replaceAll('{nickname}', () => nickname);
  return prefix.trim() === '' ? undefined : lineOf(prefix);
}

function lineOf(text: string): string {
  return clean(text.replaceAll(/[\t-\r\u0085\p{Z}]+/gu, ' '))
    .replaceAll(UNWANTED, '')
    .trim();
}

function shortened(line: string): string {
  if (line.length <= MAX_LENGTH) return line;
  return `${line.slice(0, graphemeStart(line, MAX_LENGTH - 1)).trimEnd()}…`;
}
