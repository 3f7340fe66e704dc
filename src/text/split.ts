import type { Dialect, Root } from './tree.ts';

/** Writes a tree as one text or, where that is longer than `maxLength` UTF-16 units, as several. */
export function split(tree: Root, dialect: Dialect, maxLength: number): string[] {
  const whole = dialect.serialize(tree);
  const parts: string[] = [];
  for (let at = 0; at < whole.length; at += maxLength) parts.push(whole.slice(at, at + maxLength));
  return parts.length === 0 ? [''] : parts;
}
