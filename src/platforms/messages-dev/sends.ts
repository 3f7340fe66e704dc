import { z } from 'zod';
import type { Memory, Part } from '../contract.ts';

const NAME = 'sends';
/** So many sends that are known to be out are remembered: what they became is not taken for something else. */
const MOST_SENT = 32;
/** So many sends are remembered that wait in the outbox; a line that is away for long gathers one a conversation. */
const MOST_OPEN = 1000;

const storedSchema = z.array(
  z.object({ part: z.string(), outbox: z.string(), isSent: z.boolean().optional() }),
);

interface Send {
  readonly outbox: string;
  readonly isSent: boolean;
}

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
  /** The line has sent it: it is forgotten before those that wait. Not worth a write of its own. */
  sent(conversation: string, part: Part): void;
  /** The attempt certainly came to nothing. */
  failed(conversation: string, part: Part): Promise<void>;
  /** Whether this outbox item belongs to another part. */
  isAnothers(outbox: string, conversation: string, part: Part): boolean;
}

export function createSends(memory: Memory): Sends {
  const byPart = new Map<string, Send>(
    read(memory).map(({ part, outbox, isSent = false }) => [part, { outbox, isSent }]),
  );
  const nameOf = (conversation: string, { key }: Part): string => `${conversation} ${key}`;
  const write = (): Promise<void> => {
    const entries = [...byPart].map(([part, { outbox, isSent }]) => ({ part, outbox, isSent }));
    return memory.set(NAME, JSON.stringify(entries));
  };
  const keepNewest = (isSent: boolean, most: number): void => {
    const alike = [...byPart].filter(([, send]) => send.isSent === isSent);
    for (const [name] of alike.slice(0, Math.max(0, alike.length - most))) byPart.delete(name);
  };

  return {
    outboxOf: (conversation, part) => byPart.get(nameOf(conversation, part))?.outbox,
    begin(conversation, part) {
      byPart.delete(nameOf(conversation, part));
    },
    accepted(conversation, part, outbox) {
      byPart.set(nameOf(conversation, part), { outbox, isSent: false });
      keepNewest(true, MOST_SENT);
      keepNewest(false, MOST_OPEN);
      return write();
    },
    sent(conversation, part) {
      const name = nameOf(conversation, part);
      const send = byPart.get(name);
      if (send) byPart.set(name, { ...send, isSent: true });
    },
    failed(conversation, part) {
      byPart.delete(nameOf(conversation, part));
      return write();
    },
    isAnothers(outbox, conversation, part) {
      const name = nameOf(conversation, part);
      return [...byPart].some(([other, send]) => send.outbox === outbox && other !== name);
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
