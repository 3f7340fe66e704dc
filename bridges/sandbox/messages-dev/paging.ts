import { Buffer } from 'node:buffer';
import { Refusal } from './refusal.ts';

export type ListOrder = 'newest-first' | 'oldest-first';

/** Where an item stands among its like: time first, then a number that no other has. */
export type SortKey = readonly [number, number];

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 100;

/**
 * One page of a list, in the answer's own shape. The cursor names the last item of a page and not its place, so that
 * what comes in between pages moves nothing.
 * @param items oldest first
 * @throws {Refusal} for a limit or cursor that is none
 */
export function pageOf<T>(
  items: readonly T[],
  keyOf: (item: T) => SortKey,
  order: ListOrder,
  query: { readonly limit: string | undefined; readonly cursor: string | undefined },
): { data: T[]; has_more: boolean; next_cursor: string | null } {
  const limit = limitOf(query.limit);
  const after = query.cursor === undefined ? undefined : decode(query.cursor);
  const inOrder = order === 'newest-first' ? items.toReversed() : items;
  const sign = order === 'newest-first' ? -1 : 1;
  const start = after ? inOrder.findIndex((item) => sign * compare(keyOf(item), after) > 0) : 0;
  const rest = start < 0 ? [] : inOrder.slice(start, start + limit + 1);
  const data = rest.slice(0, limit);
  const last = data.at(-1);
  const hasMore = rest.length > limit && last !== undefined;
  return { data, has_more: hasMore, next_cursor: hasMore ? encode(keyOf(last)) : null };
}

/** A list that comes whole. */
export function whole<T>(data: T[]): { data: T[]; has_more: boolean; next_cursor: string | null } {
  return { data, has_more: false, next_cursor: null };
}

export function compare(a: SortKey, b: SortKey): number {
  return a[0] - b[0] || a[1] - b[1];
}

function limitOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_LIMIT;
  const limit = /^\d+$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= MAX_LIMIT) return limit;
  throw new Refusal('invalid_parameter_value', `'limit' must be between 1 and ${String(MAX_LIMIT)}.`, {
    param: 'limit',
  });
}

function encode(key: SortKey): string {
  return Buffer.from(key.join(':')).toString('base64url');
}

function decode(cursor: string): SortKey {
  const match = /^(-?\d+):(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (match) return [Number(match[1]), Number(match[2])];
  throw new Refusal('invalid_parameter_value', "'cursor' is not one that this API gave.", {
    param: 'cursor',
  });
}
