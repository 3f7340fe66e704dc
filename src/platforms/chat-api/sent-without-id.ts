const REMEMBERED = 1000;

/**
 * Remembers sends that were answered without an id (services of the first years), so that a look-back for a lost
 * answer does not take an earlier message of the same text for the one it looks for.
 */
export interface SentWithoutId {
  /** @param at Unix milliseconds at which the send began */
  add(conversation: string, text: string, at: number): void;
  /** When such sends of this text began, Unix milliseconds, as far back as `since`. */
  of(conversation: string, text: string, since: number): number[];
}

export function createSentWithoutId(): SentWithoutId {
  const sends: { conversation: string; text: string; at: number }[] = [];
  return {
    add(conversation, text, at) {
      sends.push({ conversation, text, at });
      if (sends.length > REMEMBERED) sends.shift();
    },
    of: (conversation, text, since) =>
      sends
        .filter((send) => send.conversation === conversation && send.at >= since && sameText(send.text, text))
        .map(({ at }) => at),
  };
}

/** WhatsApp trims what it sends, drops NULs and knows one kind of line end. */
export function sameText(a: string | null | undefined, b: string | null | undefined): boolean {
  return normal(a) === normal(b);
}

function normal(text: string | null | undefined): string {
  return (text ?? '').replaceAll('\r\n', '\n').replaceAll('\0', '').trim();
}
