import type { Author } from '../../model/index.ts';

interface Reacted {
  readonly emoji: string;
  readonly author: Author;
}

const MOST = 2_000;

/**
 * Who reacted how to the last messages that anybody reacted to. Somebody who clears all reactions of a message is
 * announced without a word about whose they were.
 */
export interface Reactions {
  add(message: string, emoji: string, author: Author): void;
  remove(message: string, emoji: string, author: string): void;
  /** Forgets the reactions of a message, or those with one emoji. @returns what they were */
  clear(message: string, emoji?: string): readonly Reacted[];
}

export function createReactions(): Reactions {
  const known = new Map<string, Reacted[]>();
  const keep = (message: string, left: Reacted[]): void => {
    known.delete(message);
    if (left.length > 0) known.set(message, left);
    if (known.size > MOST) known.delete(known.keys().next().value ?? '');
  };
  return {
    add(message, emoji, author) {
      const others = (known.get(message) ?? []).filter(
        (one) => one.emoji !== emoji || one.author.id !== author.id,
      );
      keep(message, [...others, { emoji, author }]);
    },
    remove(message, emoji, author) {
      keep(
        message,
        (known.get(message) ?? []).filter((one) => one.emoji !== emoji || one.author.id !== author),
      );
    },
    clear(message, emoji) {
      const all = known.get(message) ?? [];
      keep(message, emoji === undefined ? [] : all.filter((one) => one.emoji !== emoji));
      return emoji === undefined ? all : all.filter((one) => one.emoji === emoji);
    },
  };
}
