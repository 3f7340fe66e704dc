import type { Host } from '../../host/index.ts';
import { ServiceError } from '../../host/index.ts';
import type { DiscordClient } from './client.ts';

/** Names on a server, which may differ from those that people have elsewhere. */
export interface Names {
  /** The name of a person on a server, or of a role. Undefined when nobody asked yet. */
  get(guild: string | undefined, id: string): string | undefined;
  note(guild: string, id: string, name: string, isRole?: boolean): void;
  /** People of a server whose names are known. */
  people(guild: string): { readonly id: string; readonly name: string }[];
  /** Looks up what is missing. Takes about a second at most and throws nothing. */
  learn(guild: string | undefined, ids: Iterable<string>): Promise<void>;
}

const KEEP_MS = 3_600_000;
const PATIENCE_MS = 1_000;
const MOST = 10_000;

export function createNames(client: DiscordClient, host: Host): Names {
  const known = new Map<string, { name: string | undefined; isRole: boolean; until: number }>();
  const asking = new Map<string, Promise<void>>();

  const remember = (key: string, name: string | undefined, isRole = false): void => {
    known.delete(key);
    known.set(key, { name, isRole, until: host.now() + KEEP_MS });
    if (known.size > MOST) known.delete(known.keys().next().value ?? '');
  };
  const ask = async (guild: string, id: string): Promise<void> => {
    const key = `${guild}/${id}`;
    try {
      const { nick, user } = await client.member(guild, id);
      remember(key, nick ?? user.global_name ?? user.username);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      // Has left the server, or cannot be asked for now: the message itself has a name for them.
      remember(key, known.get(key)?.name);
    } finally {
      asking.delete(key);
    }
  };

  return {
    get: (guild, id) => known.get(`${guild ?? ''}/${id}`)?.name,
    note: (guild, id, name, isRole) => {
      remember(`${guild}/${id}`, name, isRole);
    },
    people: (guild) =>
      [...known].flatMap(([key, { name, isRole }]) => {
        const [place, id = ''] = key.split('/');
        return place === guild && !isRole && name !== undefined ? [{ id, name }] : [];
      }),
    async learn(guild, ids) {
      if (guild === undefined) return;
      const missing = [...new Set(ids)].filter(
        (id) => (known.get(`${guild}/${id}`)?.until ?? 0) <= host.now(),
      );
      if (missing.length === 0) return;
      const asked = missing.map((id) => {
        const running = asking.get(`${guild}/${id}`) ?? ask(guild, id);
        asking.set(`${guild}/${id}`, running);
        return running;
      });
      const enough = new AbortController();
      const patience = host.sleep(PATIENCE_MS, enough.signal).catch(() => undefined);
      await Promise.race([Promise.all(asked), patience]);
      enough.abort();
    },
  };
}
