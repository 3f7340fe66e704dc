import type { Host } from '../../host/index.ts';
import { ServiceError } from '../../host/index.ts';
import type { SlackClient } from './client.ts';

export interface Known {
  readonly name: string;
  readonly avatarUrl?: string;
  readonly isBot?: boolean;
  /** Only with the scope users:read.email. */
  readonly email?: string;
}

/** Names of people, bots and channels, as far as they were looked up. */
export interface Names {
  /** From memory; undefined when nobody asked yet or Slack does not tell. */
  get(id: string): Known | undefined;
  /** Looks up what is missing. Takes about a second at most and throws nothing; calls finish in their order. */
  learn(ids: Iterable<string>): Promise<void>;
}

const KEEP_MS = 3_600_000;
/** A name that could not be looked up is asked for again after this time. */
const RETRY_MS = 60_000;
const PATIENCE_MS = 1_000;
const MOST = 5_000;

export function createNames(client: SlackClient, host: Host): Names {
  const known = new Map<string, { value: Known | undefined; until: number }>();
  const asking = new Map<string, Promise<void>>();
  let queue: Promise<void> = Promise.resolve();

  const remember = (id: string, value: Known | undefined): void => {
    if (known.size >= MOST) known.delete(known.keys().next().value ?? '');
    known.delete(id);
    known.set(id, { value, until: host.now() + (value ? KEEP_MS : RETRY_MS) });
  };
  const ask = async (id: string): Promise<void> => {
    try {
      remember(id, await lookUp(client, id));
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      // An outdated name is better than none.
      remember(id, known.get(id)?.value);
      host.log.debug({ id, code: error.code }, 'a name could not be looked up');
    } finally {
      asking.delete(id);
    }
  };
  const learn = async (ids: readonly string[]): Promise<void> => {
    const missing = ids.filter((id) => (known.get(id)?.until ?? 0) <= host.now());
    if (missing.length === 0) return;
    const asked = missing.map((id) => {
      const running = asking.get(id) ?? ask(id);
      asking.set(id, running);
      return running;
    });
    const enough = new AbortController();
    const patience = host.sleep(PATIENCE_MS, enough.signal).catch(() => undefined);
    await Promise.race([Promise.all(asked), patience]);
    enough.abort();
  };

  return {
    get: (id) => known.get(id)?.value,
    learn: (ids) => {
      queue = queue.then(() => learn([...new Set(ids)]));
      return queue;
    },
  };
}

async function lookUp(client: SlackClient, id: string): Promise<Known | undefined> {
  if (id.startsWith('B')) {
    const { bot } = await client.botInfo(id);
    return bot.name === undefined
      ? undefined
      : { name: bot.name, ...avatar(bot.icons?.['image_72'] ?? bot.icons?.['image_48']), isBot: true };
  }
  if (/^[CGD]/.test(id)) {
    const { channel } = await client.channelInfo(id);
    return channel.name === undefined ? undefined : { name: channel.name };
  }
  const { user } = await client.userInfo(id);
  const name = user.profile?.display_name ?? user.profile?.real_name ?? user.real_name ?? user.name;
  if (name === undefined) return undefined;
  const email = user.profile?.email;
  return {
    name,
    ...avatar(user.profile?.image_72 ?? user.profile?.image_48),
    isBot: user.is_bot ?? false,
    ...(email === undefined ? {} : { email }),
  };
}

function avatar(url: unknown): { avatarUrl?: string } {
  return typeof url === 'string' && /^https?:\/\//.test(url) ? { avatarUrl: url } : {};
}
