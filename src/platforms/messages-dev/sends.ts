import { z } from 'zod';
import type { Memory, Part } from '../contract.ts';

const NAME = 'sends';
/** So many sends are remembered; only those under way when the process ends are ever asked for. */
const MOST = 32;

const storedSchema = z.array(z.object({ part: z.string(), outbox: z.string() }));

/**
 * Which outbox item a part became, kept over a restart: with it, what became of a send is asked for instead of being
 * looked for among the messages.
 */
export interface Sends {
  /** The outbox item of the last attempt that was accepted and is not known to have failed. */
  outboxOf(conversation: string, part: Part): string | undefined;
  /** A new attempt begins: what an earlier one became says nothing about it. */
  begin(conversation: string, part: Part): void;
  accepted(conversation: string, part: Part, outbox: string): Promise<void>;
  /** The attempt certainly came to nothing. */
  failed(conversation: string, part: Part): Promise<void>;
  /** Whether this outbox item belongs to another part. */
  isAnothers(outbox: string, conversation: string, part: Part): boolean;
}

export function createSends(memory: Memory): Sends {
  const byPart = new Map(read(memory).map(({ part, outbox }) => [part, outbox]));
  const nameOf = (conversation: string, { key }: Part): string => `${conversation} ${key}`;
  const write = (): Promise<void> => {
    const entries = [...byPart].map(([part, outbox]) => ({ part, outbox }));
    return memory.set(NAME, JSON.stringify(entries));
  };

  return {
    outboxOf: (conversation, part) => byPart.get(nameOf(conversation, part)),
    begin(conversation, part) {
      byPart.delete(nameOf(conversation, part));
    },
    accepted(conversation, part, outbox) {
      byPart.set(nameOf(conversation, part), outbox);
      const [oldest] = byPart.keys();
      if (byPart.size > MOST && oldest !== undefined) byPart.delete(oldest);
      return write();
    },
    failed(conversation, part) {
      byPart.delete(nameOf(conversation, part));
      return write();
    },
    isAnothers(outbox, conversation, part) {
      const name = nameOf(conversation, part);
      return [...byPart].some(([other, item]) => item === outbox && other !== name);
    },
  };
}

function read(memory: Memory): z.output<typeof storedSchema> {
  try {
    return storedSchema.parse(JSON.parse(memory.get(NAME) ?? '[]'));
  } catch {
    return [];
  }
}
