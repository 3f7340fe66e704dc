import type { Answer } from './system.ts';

export interface CompareRules {
  readonly headers: readonly string[];
  isProse(path: string): boolean;
}

/** What differs between the recorded answer and the emulator's, as phrases; nothing when they agree. */
export function differences(recorded: Answer, emulated: Answer, rules: CompareRules): string[] {
  const found: string[] = [];
  if (recorded.status !== emulated.status) {
    found.push(`status ${String(emulated.status)} instead of ${String(recorded.status)}`);
  }
  const codes = [codeOf(recorded.body), codeOf(emulated.body)];
  if (codes[0] !== codes[1]) found.push(`error code ${codes[1] ?? 'none'} instead of ${codes[0] ?? 'none'}`);
  for (const name of rules.headers) {
    const [want, got] = [recorded.headers[name], emulated.headers[name]];
    if (want !== got) found.push(`header ${name} is ${shown(got)} instead of ${shown(want)}`);
  }
  // Bodies of different outcomes have nothing to compare.
  if (found.length === 0 || recorded.status === emulated.status)
    compare('body', recorded.body, emulated.body, rules, found);
  return found;
}

function compare(path: string, want: unknown, got: unknown, rules: CompareRules, found: string[]): void {
  if (typeOf(want) !== typeOf(got)) {
    found.push(`${path} is of type ${typeOf(got)} instead of ${typeOf(want)}`);
  } else if (Array.isArray(want) && Array.isArray(got)) {
    if (want.length !== got.length)
      found.push(`${path} has ${String(got.length)} items instead of ${String(want.length)}`);
    for (let index = 0; index < Math.min(want.length, got.length); index += 1) {
      compare(`${path}[${String(index)}]`, want[index], got[index], rules, found);
    }
  } else if (isRecord(want) && isRecord(got)) {
    for (const key of Object.keys(want)) {
      if (key in got) compare(`${path}.${key}`, want[key], got[key], rules, found);
      else found.push(`field ${path}.${key} is missing`);
    }
    for (const key of Object.keys(got)) if (!(key in want)) found.push(`field ${path}.${key} is extra`);
  } else if (want !== got && !rules.isProse(path)) {
    found.push(`${path} is ${shown(got)} instead of ${shown(want)}`);
  }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function codeOf(body: unknown): string | undefined {
  return isRecord(body) && typeof body.code === 'string' ? body.code : undefined;
}

function shown(value: unknown): string {
  const text = value === undefined ? 'absent' : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
