import { Refusal } from './refusal.ts';

const PHONE = /^\+[1-9]\d{6,14}$/;
const EMAIL = /^[^\s@]+@[^\s@]+$/;
const PREFIXED = /^(?:msg|cht|ln|rxn|obx|wh|ind|rcp|file|dlv|req)_/;

/** The values of a call, from its query or its JSON body; null counts as absent. */
export class Params {
  readonly values: Readonly<Record<string, unknown>>;

  constructor(values: Readonly<Record<string, unknown>>) {
    this.values = values;
  }

  /** @throws {Refusal} naming the first one that is absent or empty */
  require(...names: readonly string[]): void {
    for (const name of names) {
      if (this.has(name)) continue;
      throw new Refusal('missing_required_parameter', `The '${name}' field is required.`, { param: name });
    }
  }

  has(name: string): boolean {
    const value = this.values[name];
    return value !== undefined && value !== null && value !== '';
  }

  /** @throws {Refusal} when it is there and no text */
  text(name: string): string | undefined {
    const value = this.values[name];
    if (value === undefined || value === null) return undefined;
    return typeof value === 'string' ? value : wrong(name, 'must be a string');
  }

  /** A list of texts, empty when absent. @throws {Refusal} */
  list(name: string): readonly string[] {
    const value: unknown = this.values[name] ?? [];
    if (!Array.isArray(value)) return wrong(name, 'must be an array of strings');
    return value.map((each: unknown) =>
      typeof each === 'string' ? each : wrong(name, 'must be an array of strings'),
    );
  }

  /** The line that a call is for: its handle or id. Required. @throws {Refusal} */
  from(): string {
    const from = this.text('from') ?? '';
    return isHandle(from) || from.startsWith('ln_') ? from : wrong('from', 'must be the handle of a line');
  }

  /** The other side: a handle or a chat id. Required. @throws {Refusal} */
  to(): string {
    const to = this.text('to') ?? '';
    return isHandle(to) || to.startsWith('cht_') ? to : wrong('to', 'must be a handle or a chat id');
  }

  /** An id of this kind. @throws {Refusal} */
  id(name: string, prefix: string): string {
    return prefixed(name, this.text(name) ?? '', prefix);
  }

  /** A message, by its id or by the id that Apple gave it. @throws {Refusal} for an id of anything else */
  messageId(name: string): string | undefined {
    const value = this.text(name);
    if (value === undefined || value === '') return undefined;
    return PREFIXED.test(value) ? prefixed(name, value, 'msg_') : value;
  }

  /** One of a few words. @throws {Refusal} */
  word<T extends string>(name: string, words: readonly T[]): T {
    const value = this.text(name);
    return words.find((word) => word === value) ?? wrong(name, `must be one of ${words.join(', ')}`);
  }
}

/** @throws {Refusal} */
export function prefixed(name: string, value: string, prefix: string): string {
  return value.startsWith(prefix) ? value : wrong(name, `must begin with '${prefix}'`);
}

/** @throws {Refusal} */
export function wrong(name: string, what: string): never {
  throw new Refusal('invalid_parameter_value', `'${name}' ${what}.`, { param: name });
}

export function isHandle(text: string): boolean {
  return PHONE.test(text) || EMAIL.test(text);
}
