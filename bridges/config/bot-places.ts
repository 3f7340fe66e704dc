import type { BotContext } from './bot-context.ts';
import { complain, eachOf, readWhere, showWhere } from './bot-context.ts';
import { readManners } from './bot-manners.ts';
import type { BotInFile } from './bot-schema.ts';
import type { BotPlace, Manners } from './bot-model.ts';
import type { Path } from './document.ts';

/** Checks where a bot listens, with its manners there, most particular first. Reports problems. */
export function readBotPlaces(
  path: Path,
  written: BotInFile['in'],
  manners: Manners,
  context: BotContext,
): BotPlace[] {
  const seen = new Set<string>();
  const entries = eachOf(path, written);
  if (entries.length === 0) {
    complain(
      context,
      path,
      'is empty, so it would listen nowhere. Name an account, or account:conversation.',
    );
  }
  const places = entries.flatMap(({ at, one }): BotPlace[] => {
    const { place, ...own } = typeof one === 'string' ? { place: one } : one;
    const placeAt = typeof one === 'string' ? at : [...at, 'place'];
    const where = readWhere(placeAt, place, context);
    const theirs = readManners(at, own, context, manners);
    if (!where) return [];
    if (seen.has(showWhere(where)))
      complain(context, placeAt, `is ${showWhere(where)}, which stands here twice. Remove one of them.`);
    seen.add(showWhere(where));
    if (where.conversation === undefined) checkWhole(placeAt, where.account, context);
    return [{ ...where, manners: theirs }];
  });
  return [
    ...places.filter(({ conversation }) => conversation !== undefined),
    ...places.filter(({ conversation }) => conversation === undefined),
  ];
}

/** Services with a socket are asked for what was missed conversation by conversation, and so have to be told of each. */
function checkWhole(path: Path, account: string, context: BotContext): void {
  const capabilities = context.platformOf(account)?.capabilities;
  if (capabilities?.feeds.includes('socket') !== true) return;
  const advice = `Name each, for example "${account}:C0123456789".`;
  complain(
    context,
    path,
    `is the whole account, but ${capabilities.title} is read by conversation. ${advice}`,
  );
}
