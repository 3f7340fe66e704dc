import { isRecord, toList } from './php.ts';

type Wanted = Map<string, Wanted>;

/**
 * `_fields`: keeps the named fields of an object or of every object of a list. A dotted name goes into objects only:
 * below a list nothing is left.
 */
export function onlyFields(body: unknown, fields: unknown): unknown {
  const names = toList(fields ?? '').map((name) => String(name).trim());
  if (names.length === 0) return body;
  const wanted: Wanted = new Map();
  for (const name of names) {
    let level = wanted;
    for (const key of name.split('.')) {
      const next = level.get(key) ?? new Map<string, Wanted>();
      level.set(key, next);
      level = next;
    }
  }
  return Array.isArray(body) ? body.map((item) => keep(item, wanted)) : keep(body, wanted);
}

function keep(value: unknown, wanted: Wanted): unknown {
  if (!isRecord(value)) return value;
  const kept: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const inner = wanted.get(key);
    if (!inner) continue;
    if (inner.size === 0) kept[key] = item;
    else kept[key] = Array.isArray(item) ? [] : keep(item, inner);
  }
  return kept;
}
