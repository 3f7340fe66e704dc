import type { Params, PhpValue } from './php.ts';
import { isRecord, toInt, toList } from './php.ts';

/** One argument of a route, as `OPTIONS` shows it and as it is checked. */
export interface Argument {
  readonly type?: 'integer' | 'string' | 'boolean' | 'array' | 'object';
  readonly default?: unknown;
  readonly required?: boolean;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: { readonly type: 'integer' | 'object' };
  readonly properties?: Readonly<Record<string, unknown>>;
  /** Shown in `OPTIONS` only; the route looks at the value itself. */
  readonly unchecked?: boolean;
}
export type Arguments = Readonly<Record<string, Argument>>;

export interface Complaint {
  readonly code: string;
  readonly message: string;
  readonly data: { readonly param: string } | null;
}

/** Names of the arguments that must be there and are not; `null` counts as absent. */
export function missing(args: Arguments, params: Params): string[] {
  return Object.entries(args)
    .filter(
      ([name, argument]) =>
        argument.required && argument.default === undefined && (params[name] ?? null) === null,
    )
    .map(([name]) => name);
}

/** What is wrong with the values, by name. */
export function complaints(args: Arguments, params: Params): Record<string, Complaint> {
  const found: Record<string, Complaint> = {};
  for (const [name, argument] of Object.entries(args)) {
    const value = params[name] ?? null;
    if (value === null || argument.unchecked) continue;
    const complaint = judge(name, value, argument);
    if (complaint) found[name] = complaint;
  }
  return found;
}

function judge(name: string, value: PhpValue, argument: Argument): Complaint | undefined {
  if (argument.enum && !argument.enum.some((allowed) => allowed === value)) {
    return {
      code: 'rest_not_in_enum',
      message: `${name} is not one of ${spoken(argument.enum)}.`,
      data: null,
    };
  }
  switch (argument.type) {
    case 'integer':
      return isInteger(value) ? outOfBounds(name, toInt(value), argument) : wrongType(name, 'integer');
    case 'boolean':
      return isBoolean(value) ? undefined : wrongType(name, 'boolean');
    case 'array':
      return wrongItem(name, value, argument);
    case 'string':
      return typeof value === 'string' ? undefined : wrongType(name, 'string');
    default:
      return undefined;
  }
}

function wrongItem(name: string, value: PhpValue, argument: Argument): Complaint | undefined {
  if (isRecord(value)) return wrongType(name, 'array');
  if (argument.items?.type !== 'integer') return undefined;
  const at = toList(value).findIndex((item) => !isInteger(item));
  return at === -1 ? undefined : wrongType(`${name}[${String(at)}]`, 'integer');
}

function outOfBounds(name: string, value: number, { minimum, maximum }: Argument): Complaint | undefined {
  const low = minimum !== undefined && value < minimum;
  const high = maximum !== undefined && value > maximum;
  if (!low && !high) return undefined;
  const range =
    minimum !== undefined && maximum !== undefined
      ? `between ${String(minimum)} (inclusive) and ${String(maximum)} (inclusive)`
      : `greater than or equal to ${String(minimum)}`;
  return { code: 'rest_out_of_bounds', message: `${name} must be ${range}`, data: null };
}

function wrongType(param: string, type: string): Complaint {
  return { code: 'rest_invalid_type', message: `${param} is not of type ${type}.`, data: { param } };
}

function isInteger(value: PhpValue): boolean {
  if (typeof value === 'number') return Number.isInteger(value);
  return typeof value === 'string' && value.trim() !== '' && Number.isInteger(Number(value));
}

function isBoolean(value: PhpValue): boolean {
  return typeof value === 'boolean' || ['0', '1', 'true', 'false'].includes(String(value).toLowerCase());
}

/** A PHP value as boolean, after it was checked. */
export function toBoolean(value: PhpValue): boolean {
  return value === true || ['1', 'true'].includes(String(value).toLowerCase());
}

/** "a, b, and c" */
function spoken(words: readonly string[]): string {
  if (words.length < 3) return words.join(' and ');
  return `${words.slice(0, -1).join(', ')}, and ${words.at(-1) ?? ''}`;
}
