export type PhpValue = unknown;
export type Params = Record<string, PhpValue>;

/** Reads `a=1&b[]=2&c[x]=3` the way PHP does. */
export function parseQuery(text: string): Params {
  const params: Params = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const [, base = name, brackets = ''] = /^([^[]+)((?:\[[^\]]*\])*)$/.exec(name) ?? [];
    const keys = [...brackets.matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '');
    put(params, base.replaceAll(/[ .]/g, '_'), keys, value);
  }
  return params;
}

function put(target: Params, name: string, keys: readonly string[], value: string): void {
  const [first, ...rest] = keys;
  if (first === undefined) {
    target[name] = value;
    return;
  }
  if (first === '') {
    const list = Array.isArray(target[name]) ? target[name] : [];
    target[name] = [...list, value];
    return;
  }
  const inner = isRecord(target[name]) ? target[name] : {};
  put(inner, first, rest, value);
  target[name] = inner;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What PHP's (int) makes of a value. */
export function toInt(value: PhpValue): number {
  if (typeof value === 'number') return Math.trunc(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string') {
    const number = Number.parseInt(value, 10);
    return Number.isNaN(number) ? 0 : number;
  }
  return Array.isArray(value) && value.length > 0 ? 1 : 0;
}

/** WordPress's idea of a list: an array, or a text with commas or blanks between the items. */
export function toList(value: PhpValue): PhpValue[] {
  if (Array.isArray(value)) return value;
  if (isRecord(value)) return Object.values(value);
  return String(value)
    .split(/[\s,]+/)
    .filter((item) => item !== '');
}
