import type { Place } from '../journal/contract.ts';
import type { Document, Path } from './document.ts';
import type { Condition, Pattern, Rule, Whereabouts } from './model.ts';
import { PatternError, namePattern, textPattern } from './pattern.ts';
import type { Problem } from './problems.ts';
import type { ConditionInFile, RuleInFile, WhereInFile } from './rule-schema.ts';
import { didYouMean } from './suggest.ts';

export interface RuleContext {
  readonly document: Document;
  readonly problems: Problem[];
  /** Names of all accounts of the file. */
  readonly accounts: readonly string[];
  /** Where the route's messages come from and go to; undefined where that is not known for a problem in it. */
  readonly sides: { readonly from: readonly Place[]; readonly to: readonly Place[] } | undefined;
}

const ACTIONS = ['drop', 'keep', 'replace', 'prefix'] as const;

/** Checks the rules of a route and makes their patterns ready. Reports problems; what has one is left out. */
export function readRules(path: Path, rules: readonly RuleInFile[], context: RuleContext): Rule[] {
  return rules.flatMap((rule, index) => readRule([...path, index], rule, context));
}

function readRule(path: Path, rule: RuleInFile, context: RuleContext): Rule[] {
  const complain = (message: string): [] => {
    context.problems.push({ ...context.document.at(path), message: `${path.join('.')} ${message}` });
    return [];
  };
  const [action, another] = ACTIONS.filter((name) => rule[name] !== undefined);
  const written = action && rule[action];
  if (action === undefined || written === undefined) return complain(`does nothing. ${EXPLAINED}`);
  if (another !== undefined)
    return complain(`has both "${action}" and "${another}". Write a rule for each, in the order you want.`);
  const { not, ...conditions } = written;
  const inner = [...path, action];
  const when = {
    ...readCondition(inner, conditions, context),
    ...(not === undefined ? {} : { not: readCondition([...inner, 'not'], not, context) }),
  };
  if (action === 'drop' && path.at(-1) === 0 && Object.keys(when).length === 0)
    return complain('leaves out every message, so the route would mirror none. Add a condition.');
  if (rule.prefix) return [{ when, act: { do: 'prefix', with: rule.prefix.with } }];
  if (rule.replace) {
    const find = readPattern([...inner, 'find'], rule.replace.find, textPattern, context);
    return find ? [{ when, act: { do: 'replace', find, with: rule.replace.with } }] : [];
  }
  return [{ when, act: { do: action === 'drop' ? 'drop' : 'keep' } }];
}

const EXPLAINED =
  'Write "drop: { ... }", "keep: { ... }", "replace: { find: ..., with: ... }" or "prefix: { with: ... }".';

function readCondition(path: Path, written: ConditionInFile, context: RuleContext): Condition {
  const { from, to, author, authorId, authorKind, text, kind } = written;
  const patterns = (key: string, sources: string | string[], make: (source: string) => Pattern): Pattern[] =>
    each([...path, key], sources, (at, source) => readPattern(at, source, make, context));
  const places = (key: 'from' | 'to', wheres: WhereInFile | WhereInFile[]): Whereabouts[] =>
    each([...path, key], wheres, (at, where) => readWhere(at, where, key, context));
  return {
    ...(from === undefined ? {} : { from: places('from', from) }),
    ...(to === undefined ? {} : { to: places('to', to) }),
    ...(author === undefined ? {} : { author: patterns('author', author, namePattern) }),
    ...(authorId === undefined ? {} : { authorId: listOf(authorId).map(String) }),
    ...(authorKind === undefined ? {} : { authorKind: listOf(authorKind) }),
    ...(text === undefined ? {} : { text: patterns('text', text, textPattern) }),
    ...(kind === undefined ? {} : { kind: listOf(kind) }),
  };
}

function listOf<T>(written: T | T[]): T[] {
  return Array.isArray(written) ? written : [written];
}

/** Reads one thing or a list of them, each with its own place in the file. */
function each<T, R>(path: Path, written: T | T[], read: (path: Path, one: T) => R | undefined): R[] {
  const isList = Array.isArray(written);
  return listOf(written).flatMap((one, index) => read(isList ? [...path, index] : path, one) ?? []);
}

function readPattern(
  path: Path,
  source: string,
  make: (source: string) => Pattern,
  { document, problems }: RuleContext,
): Pattern | undefined {
  try {
    return make(source);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    problems.push({ ...document.at(path), message: `${path.join('.')} ${error.message}` });
    return undefined;
  }
}

function readWhere(
  path: Path,
  written: WhereInFile,
  side: 'from' | 'to',
  { document, problems, accounts, sides }: RuleContext,
): Whereabouts | undefined {
  const where = whereOf(written);
  const complain = (message: string): undefined => {
    problems.push({ ...document.at(path), message: message.trim() });
    return undefined;
  };
  const { account, conversation } = where;
  if (!accounts.includes(account))
    return complain(`Unknown account "${account}". ${didYouMean(account, accounts)}`);
  const places = sides?.[side].filter((place) => place.account === account) ?? [];
  const fits = places.some((place) => conversation === undefined || place.conversation === conversation);
  if (sides === undefined || fits) return where;
  const shown = conversation === undefined ? `"${account}"` : `${account}:${conversation}`;
  const way = side === 'from' ? 'brings nothing from' : 'takes nothing to';
  const known = sides[side].map((place) => `${place.account}:${place.conversation}`);
  return complain(
    `${path.join('.')} can never hold: the route ${way} ${shown}. ${didYouMean(shown, [...new Set(known)])}`,
  );
}

/** The first colon divides, as in every place; without one it is the whole account. */
export function whereOf(written: WhereInFile): Whereabouts {
  if (typeof written !== 'string') {
    const { account, conversation } = written;
    return { account, ...(conversation === undefined ? {} : { conversation: String(conversation).trim() }) };
  }
  const colon = written.indexOf(':');
  if (colon < 0) return { account: written.trim() };
  return { account: written.slice(0, colon).trim(), conversation: written.slice(colon + 1).trim() };
}
