import { escapeName, escapeText } from './escape.ts';

/** Attributes of a mark; those that are undefined are left out. */
export type Attributes = Readonly<Record<string, string | undefined>>;

/** How what others wrote is set apart in a request: between two marks that it cannot contain. */
export interface Marks {
  /** Stands in every mark. */
  readonly key: string;
  /** A mark of its own, with nothing between: `⟦key: words⟧`. */
  note(words: string): string;
  /** A text between its marks, escaped; `attributes` are written into the first one, escaped. */
  block(what: string, attributes: Attributes, text: string): string;
}

/** @param key a few letters and digits that nobody outside knows */
export function createMarks(key: string): Marks {
  return {
    key,
    note: (words) => `⟦${key}: ${words}⟧`,
    block(what, attributes, text) {
      const written = Object.entries(attributes).flatMap(([name, value]) =>
        value === undefined ? [] : ` ${name}="${escapeName(value, 160)}"`,
      );
      return `⟦${key} ${what}${written.join('')}⟧\n${escapeText(text)}\n⟦${key} end⟧`;
    },
  };
}

/** What is left of an answer when the marks of ours that a model repeated are taken out. */
export function withoutMarks(text: string): string {
  return text.replaceAll(/⟦[^⟦⟧\n]*⟧\n?/g, '').replaceAll(/[⟦⟧]/g, '');
}
