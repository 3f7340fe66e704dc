import type { INode, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { momentOf } from './moment.ts';

export interface ReadingSource {
  readonly node: INode;
  readonly index: number;
  /** For the names that people see. */
  readonly fields: readonly INodeProperties[];
  /** The parameter, with the value taken out of a resource locator. Undefined when there is none of that name. */
  value(name: string): unknown;
  /** The time zone of the workflow, for dates that name none. @default UTC */
  zone?(): string;
}

const USUAL =
  'An expression that finds nothing gives an empty value: look at the input of this node, and at its mapping.';

/**
 * Reads the parameters of a node. What is missing, or of the wrong kind, ends the item before anything is sent, with
 * the name of the field and the number of the item.
 *
 * A name with a dot reads out of a collection: `options.replyTo`.
 */
export class NodeReading {
  readonly index: number;
  readonly #source: ReadingSource;

  constructor(source: ReadingSource) {
    this.index = source.index;
    this.#source = source;
  }

  /** A text that must not be empty. White space around it stays. */
  text(name: string): string {
    const value = this.raw(name);
    if (typeof value === 'number') return String(value);
    if (typeof value !== 'string' || value.trim() === '') return this.#refuse(name, 'is empty');
    return value;
  }

  /** A text, or undefined when the field is empty. */
  optional(name: string): string | undefined {
    const value = this.raw(name);
    if (value === undefined || value === null || value === '') return undefined;
    return this.text(name);
  }

  /** The id of something, as text. Texts and whole numbers serve; objects and lists do not. */
  id(name: string): string {
    const value = this.raw(name);
    if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
    if (typeof value === 'string' && /^\S.*$/.test(value.trim())) return value.trim();
    if (value === undefined || value === null || value === '') return this.#refuse(name, 'is empty');
    return this.#refuse(name, `is no ID but ${kindOf(value)}`);
  }

  optionalId(name: string): string | undefined {
    const value = this.raw(name);
    return value === undefined || value === null || value === '' ? undefined : this.id(name);
  }

  /** A whole number, also when it comes as text. */
  number(name: string): number {
    const value = this.raw(name);
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number === 'number' && Number.isSafeInteger(number)) return number;
    if (value === undefined || value === null || value === '') return this.#refuse(name, 'is empty');
    return this.#refuse(name, `must be a whole number, and is ${kindOf(value)}`);
  }

  optionalNumber(name: string): number | undefined {
    const value = this.raw(name);
    return value === undefined || value === null || value === '' ? undefined : this.number(name);
  }

  /** A moment, from a date field or an expression: Unix milliseconds. */
  time(name: string): number {
    const value = this.raw(name);
    if (value === undefined || value === null || value === '') return this.#refuse(name, 'is empty');
    const ms = momentOf(value, this.#source.zone?.() ?? 'UTC');
    return ms ?? this.#refuse(name, `is no date but ${kindOf(value)}`);
  }

  /** Several ids: a list, or a text with commas between them. At least one. */
  ids(name: string): string[] {
    const value = this.raw(name);
    const list: unknown[] = Array.isArray(value) ? value : String(value ?? '').split(',');
    const ids = list.map((one) => {
      if (typeof one !== 'string' && typeof one !== 'number')
        return this.#refuse(name, `has ${kindOf(one)} in it`);
      return String(one).trim();
    });
    const filled = ids.filter((one) => one !== '');
    return filled.length === 0 ? this.#refuse(name, 'is empty') : filled;
  }

  /** Several whole numbers, given like `ids`. */
  numbers(name: string): number[] {
    return this.ids(name).map((id) => {
      const number = Number(id);
      return Number.isSafeInteger(number)
        ? number
        : this.#refuse(name, `must be numbers, and has "${id}" in it`);
    });
  }

  flag(name: string): boolean {
    const value = this.raw(name);
    return value === true || value === 'true';
  }

  /** A flag that may be left alone. */
  optionalFlag(name: string): boolean | undefined {
    const value = this.raw(name);
    return value === undefined || value === null || value === '' ? undefined : this.flag(name);
  }

  /** An object, given as such or as JSON text. */
  object(name: string): Record<string, unknown> {
    const value = this.raw(name);
    const parsed = typeof value === 'string' ? parseJson(value) : value;
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
    return this.#refuse(name, 'is no JSON object');
  }

  /** How many results are wanted: undefined for all. Reads `returnAll` and `limit`. */
  limit(): number | undefined {
    if (this.flag('returnAll')) return undefined;
    const limit = this.optionalNumber('limit') ?? 50;
    return limit >= 1 ? limit : this.#refuse('limit', 'must be at least 1');
  }

  /** The value as n8n has it. */
  raw(name: string): unknown {
    const [outer = name, ...inner] = name.split('.');
    let value = this.#source.value(outer);
    for (const key of inner) value = isRecord(value) ? value[key] : undefined;
    return isLocator(value) ? value.value : value;
  }

  /** Refuses a value of a field: "The field “Thread” …". */
  refuse(name: string, why: string): never {
    return this.#refuse(name, why);
  }

  #refuse(name: string, why: string): never {
    throw new NodeOperationError(this.#source.node, `The field “${this.#titleOf(name)}” ${why}`, {
      itemIndex: this.index,
      description: USUAL,
    });
  }

  #titleOf(name: string): string {
    let fields: readonly unknown[] = this.#source.fields;
    let title = name;
    for (const key of name.split('.')) {
      const field = fields.find((one) => isRecord(one) && one.name === key);
      if (!isRecord(field)) break;
      if (typeof field.displayName === 'string') title = field.displayName;
      fields = Array.isArray(field.options) ? field.options : [];
    }
    return title;
  }
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return `“${String(value).slice(0, 60)}”`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isLocator(value: unknown): value is { value: unknown } {
  return isRecord(value) && value.__rl === true;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
