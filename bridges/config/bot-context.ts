import type { Platform } from '../../src/platforms/index.ts';
import type { Document, Path } from './document.ts';
import type { PersonConfig, Whereabouts } from './model.ts';
import type { Problem } from './problems.ts';
import type { WhereInFile } from './rule-schema.ts';
import { whereOf } from './rules.ts';
import { didYouMean } from './suggest.ts';

/** What reading a bot needs to know of the rest of the file. */
export interface BotContext {
  readonly document: Document;
  readonly problems: Problem[];
  readonly warnings: Problem[];
  /** Names of all accounts of the file, also of those with problems. */
  readonly accounts: readonly string[];
  /** Undefined where the account has none that is known. */
  platformOf(account: string): Platform | undefined;
  readonly people: readonly PersonConfig[];
  /** Folder of the configuration file. */
  readonly directory: string;
}

/** Reports a sentence about the value at a path. The sentence begins behind the path. */
export function complain({ document, problems }: BotContext, path: Path, sentence: string): undefined {
  if (document.isBroken(path)) return undefined;
  problems.push({ ...document.at(path), message: `${path.join('.')} ${sentence}` });
  return undefined;
}

/** Takes an account or a place apart and checks that the account is there. Undefined after reporting problems. */
export function readWhere(path: Path, written: WhereInFile, context: BotContext): Whereabouts | undefined {
  const where = whereOf(written);
  const { document, problems, accounts } = context;
  if (!accounts.includes(where.account)) {
    const message = `Unknown account "${where.account}". ${didYouMean(where.account, accounts)}`.trim();
    problems.push({ ...document.at(path), message });
    return undefined;
  }
  if (where.conversation !== '') return where;
  const { account } = where;
  const advice = `Write account:conversation, for example "${account}:12", or "${account}" for all of them.`;
  return complain(context, path, `names no conversation behind the colon. ${advice}`);
}

/** One of something or a list, with the path of each. */
export function eachOf<T>(path: Path, written: T | readonly T[] | undefined): { at: Path; one: T }[] {
  if (written === undefined) return [];
  if (!isList(written)) return [{ at: path, one: written }];
  return written.map((one, index) => ({ at: [...path, index], one }));
}

function isList<T>(written: T | readonly T[]): written is readonly T[] {
  return Array.isArray(written);
}

export function showWhere({ account, conversation }: Whereabouts): string {
  return conversation === undefined ? account : `${account}:${conversation}`;
}
