import path from 'node:path';
import { MemoryService } from '../support/memory-platform.ts';
import type { RelaySetup, StartedRelay } from '../support/relay.ts';
import { startRelay } from '../support/relay.ts';
import { tempDir } from '../support/temp.ts';

export interface Room extends StartedRelay {
  readonly service: MemoryService;
  readonly file: string;
  /** Hands events of the account in, one after the other, and waits until all deliveries of all of them have ended. */
  tell(account: string, ...events: Parameters<StartedRelay['relay']['accept']>[1]): Promise<void>;
}

/** A relay between accounts in memory whose abilities a test chooses. */
export async function openRoom(
  setup: RelaySetup = {},
  { service = new MemoryService(), file = path.join(tempDir(), 'parley.db') } = {},
): Promise<Room> {
  const started = await startRelay(file, service, setup);
  const { relay, happenings } = started;
  const count = (type: string): number => happenings.filter((it) => it.type === type).length;
  return {
    ...started,
    service,
    file,
    async tell(account, ...events) {
      for (const event of events) await relay.accept(account, [event], undefined);
      await service.until(() => count('settled') >= count('accepted'));
    },
  };
}

/** Why deliveries were skipped, in order. */
export function skipsIn({ happenings }: Room): string[] {
  return happenings.flatMap((it) =>
    it.type === 'settled' && it.state === 'skipped' ? [it.reason ?? ''] : [],
  );
}
