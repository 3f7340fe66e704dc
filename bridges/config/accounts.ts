import type { FeedKind, Platform } from '../../src/platforms/index.ts';
import type { Document, Path } from './document.ts';
import { accountOf } from './editor-schema.ts';
import { toJsonSchema } from './json-schema.ts';
import type { AccountConfig } from './model.ts';
import type { Problem } from './problems.ts';
import { sections } from './schema.ts';
import { didYouMean } from './suggest.ts';
import { validate } from './validate.ts';
import { isLoopback } from './web.ts';

export interface AccountContext {
  readonly document: Document;
  readonly platforms: Readonly<Record<string, Platform>>;
  /** Whether services can reach this daemon, so that webhooks can be registered. */
  readonly reachable: boolean;
  readonly problems: Problem[];
  readonly warnings: Problem[];
}

/** Checks one account, its own settings by its platform, and fills in the defaults. Undefined after reporting problems. */
export function readAccount(
  name: string,
  written: unknown,
  context: AccountContext,
): AccountConfig | undefined {
  const { document, problems } = context;
  const path: Path = ['accounts', name];
  const shape = toJsonSchema(sections.account);
  const common = validate(sections.account, written, { document, base: path, shape, problems });
  const platform = findPlatform(path, written, context);
  if (!platform) return undefined;
  const own = ownSettings(written);
  const settingsShape = accountOf(platform.capabilities.platform, platform);
  const settings = validate(platform.settings, own, { document, base: path, shape: settingsShape, problems });
  warnOfPlainHttp(path, own, context);
  const feed = common && chooseFeed(path, common.feed, platform, own, context);
  if (!common || settings === undefined || feed === undefined) return undefined;
  const { concurrency, perSecond, perConversationPerSecond } = common.rate;
  return {
    name,
    platform: platform.capabilities.platform,
    feed,
    pollEveryMs: common.pollEvery ?? platform.capabilities.pollEveryMs,
    rate: {
      ...(concurrency === undefined ? {} : { concurrency }),
      ...(perSecond === undefined ? {} : { perSecond }),
      ...(perConversationPerSecond === undefined ? {} : { perConversationPerSecond }),
    },
    settings,
  };
}

function findPlatform(
  path: Path,
  written: unknown,
  { document, platforms, problems }: AccountContext,
): Platform | undefined {
  if (typeof written !== 'object' || written === null || !('platform' in written)) return undefined;
  const kind = written.platform;
  if (typeof kind !== 'string') return undefined;
  const platform = Object.hasOwn(platforms, kind) ? platforms[kind] : undefined;
  if (platform) return platform;
  const message = `Unknown platform "${kind}". ${didYouMean(kind, Object.keys(platforms))}`;
  problems.push({ ...document.at([...path, 'platform']), message });
  return undefined;
}

/** What of an account belongs to its platform. */
function ownSettings(written: unknown): Readonly<Record<string, unknown>> {
  const common = Object.keys(sections.account.shape);
  return Object.fromEntries(Object.entries(written ?? {}).filter(([key]) => !common.includes(key)));
}

function chooseFeed(
  path: Path,
  asked: FeedKind | undefined,
  { capabilities, feedNeeds }: Platform,
  settings: Readonly<Record<string, unknown>>,
  { document, reachable, problems }: AccountContext,
): FeedKind | undefined {
  const { feeds, title } = capabilities;
  const lacks = (feed: FeedKind): string | undefined => {
    const need = feedNeeds?.[feed];
    if (need === undefined || settings[need] !== undefined || document.isBroken([...path, need]))
      return undefined;
    return need;
  };
  if (asked === undefined) {
    const possible = feeds.filter((feed) => lacks(feed) === undefined);
    const best = possible.find((feed) => feed !== 'webhook' || reachable) ?? possible[0];
    if (best !== undefined) return best;
    const needs = feeds.map((feed) => `"${String(lacks(feed))}" for feed "${feed}"`).join(', or ');
    problems.push({
      ...document.at(path),
      message: `${path.join('.')} has no way to receive events. Add ${needs}.`,
    });
    return undefined;
  }
  const at = document.at([...path, 'feed']);
  if (!feeds.includes(asked)) {
    problems.push({ ...at, message: `${title} has no feed "${asked}". It offers: ${feeds.join(', ')}.` });
    return undefined;
  }
  const need = lacks(asked);
  if (need === undefined) return asked;
  problems.push({
    ...at,
    message: `The feed "${asked}" of ${title} needs "${need}". Add it to ${path.join('.')}, or choose another feed.`,
  });
  return undefined;
}

function warnOfPlainHttp(
  path: Path,
  settings: Readonly<Record<string, unknown>>,
  context: AccountContext,
): void {
  for (const [key, value] of Object.entries(settings)) {
    if (typeof value !== 'string' || !value.startsWith('http://') || !URL.canParse(value)) continue;
    if (isLoopback(new URL(value).hostname)) continue;
    context.warnings.push({
      ...context.document.at([...path, key]),
      message: `${[...path, key].join('.')} is a plain http address: credentials and messages travel unencrypted. Use https.`,
    });
  }
}
