import type { Log } from '../../src/host/index.ts';
import type { Connection, Participant } from '../../src/platforms/index.ts';
import type { Place } from '../journal/contract.ts';
import { inGoodTime } from './in-good-time.ts';
import { keyOf } from './routing.ts';

const KNOWN_FOR_MS = 600_000;
/** After a call that failed the service is left alone so long, milliseconds. */
const FAILED_FOR_MS = 30_000;
/** A delivery waits no longer than this for the names of people, milliseconds. */
const PATIENCE_MS = 1000;

export interface Participants {
  /** People of a conversation, as far as that is known in good time; none when it is not. Throws nothing. */
  in(place: Place): Promise<readonly Participant[]>;
}

interface Entry {
  people: readonly Participant[];
  until: number;
  asking?: Promise<void>;
}

/** Remembers who takes part in a conversation. */
export function createParticipants(
  connectionOf: (account: string) => Connection | undefined,
  log: Log,
  now: () => number = Date.now,
): Participants {
  const known = new Map<string, Entry>();

  const ask = async (place: Place, entry: Entry, connection: Connection): Promise<void> => {
    try {
      entry.people = (await connection.participants?.(place.conversation)) ?? [];
      entry.until = now() + KNOWN_FOR_MS;
    } catch (error) {
      entry.until = now() + FAILED_FOR_MS;
      const reason = error instanceof Error ? error.message : String(error);
      log.debug({ ...place, reason }, 'the people of a conversation could not be read: mentions stay text');
    } finally {
      delete entry.asking;
    }
  };

  return {
    async in(place) {
      const connection = connectionOf(place.account);
      if (!connection?.participants) return [];
      const entry = known.get(keyOf(place)) ?? { people: [], until: 0 };
      known.set(keyOf(place), entry);
      if (entry.until > now()) return entry.people;
      entry.asking ??= ask(place, entry, connection);
      await inGoodTime(entry.asking, PATIENCE_MS);
      return entry.people;
    },
  };
}
