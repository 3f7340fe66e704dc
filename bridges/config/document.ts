import type { Node, Pair } from 'yaml';
import { LineCounter, isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { expandReferences } from './references.ts';
import type { ReferenceSource } from './references.ts';
import type { Position, Problem } from './problems.ts';

export type Path = readonly (string | number)[];

/** A configuration file as plain values, with the place of each. */
export interface Document {
  readonly value: unknown;
  /** Whether it is YAML at all; if not, there is no value. */
  readonly isReadable: boolean;
  /** Where the value at a path stands; of a missing one, where its parent stands. */
  at(path: Path): Position;
  /** Where the key at the end of a path stands. */
  keyAt(path: Path): Position;
  /** Whether the value at a path was made from `${...}`. */
  isReference(path: Path): boolean;
  /** Whether the value at a path has been complained about already. */
  isBroken(path: Path): boolean;
  readonly problems: readonly Problem[];
}

/** Reads YAML and replaces `${...}` in its texts. Reports everything wrong with the syntax, keys and references. */
export function readDocument(text: string, source: ReferenceSource): Document {
  const counter = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: counter, prettyErrors: false, uniqueKeys: false });
  const reader = new Reader(counter, source);
  const [error] = yaml.errors;
  // Later ones are mostly consequences of the first.
  if (error) reader.syntaxError(error.pos[0], error.message, text);
  const value = error ? undefined : reader.read(yaml.contents, []);
  return {
    value,
    isReadable: error === undefined,
    at: (path) => reader.position(path),
    keyAt: (path) => reader.keys.get(name(path)) ?? reader.position(path),
    isReference: (path) => reader.references.has(name(path)),
    isBroken: (path) => path.some((_, index) => reader.broken.has(name(path.slice(0, index + 1)))),
    problems: reader.problems,
  };
}

class Reader {
  readonly problems: Problem[] = [];
  readonly values = new Map<string, Position>();
  readonly keys = new Map<string, Position>();
  readonly references = new Set<string>();
  readonly broken = new Set<string>();
  readonly #counter: LineCounter;
  readonly #source: ReferenceSource;
  readonly #anchors = new Map<string, Node>();
  readonly #open = new Set<Node>();

  constructor(counter: LineCounter, source: ReferenceSource) {
    this.#counter = counter;
    this.#source = source;
  }

  position(path: Path): Position {
    for (let length = path.length; length >= 0; length -= 1) {
      const position = this.values.get(name(path.slice(0, length)));
      if (position) return position;
    }
    return { line: 1, column: 1 };
  }

  read(node: unknown, path: Path): unknown {
    const target = isAlias(node) ? this.#anchors.get(node.source) : node;
    if (isAlias(node) && target === undefined)
      return this.#fail(node, path, `Nothing is named &${node.source}.`);
    if (!isMap(target) && !isSeq(target) && !isScalar(target)) return undefined;
    if (this.#open.has(target)) return this.#fail(node, path, 'This refers to itself. Write the values out.');
    // A group of keys is pointed at by its own key, where a person looks for it.
    if (isScalar(target) || !this.values.has(name(path))) this.values.set(name(path), this.#where(node));
    if (target.anchor !== undefined) this.#anchors.set(target.anchor, target);
    if (isScalar(target)) return this.#scalar(target.value, target.source, path);
    this.#open.add(target);
    const value = isSeq(target)
      ? target.items.map((item, index) => this.read(item, [...path, index]))
      : Object.fromEntries(this.#entries(target.items, path));
    this.#open.delete(target);
    return value;
  }

  #entries(pairs: readonly Pair[], path: Path): [string, unknown][] {
    const entries: [string, unknown][] = [];
    for (const { key, value } of pairs) {
      const inner = [...path, isScalar(key) ? String(key.value) : String(key)];
      const word = String(inner.at(-1));
      const first = this.keys.get(name(inner));
      if (first) {
        this.#report(
          key,
          `${twice(path, word)} (first in line ${String(first.line)}). Remove or rename one of them.`,
        );
        continue;
      }
      this.keys.set(name(inner), this.#where(key));
      this.values.set(name(inner), this.#where(key));
      entries.push([word, this.read(value, inner)]);
    }
    return entries;
  }

  #scalar(value: unknown, source: string | undefined, path: Path): unknown {
    // A long number is an id: as a floating point number it would be another one.
    if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) return source;
    if (typeof value !== 'string') return value ?? undefined;
    const expanded = expandReferences(value, this.#source);
    if (expanded.referenced) this.references.add(name(path));
    for (const message of expanded.problems) this.problems.push({ ...this.position(path), message });
    if (expanded.problems.length === 0) return expanded.text;
    this.broken.add(name(path));
    return undefined;
  }

  syntaxError(offset: number, message: string, text: string): void {
    const { line, col } = this.#counter.linePos(offset);
    const inBraces = text.startsWith('${', offset - 1);
    const advice = inBraces
      ? 'Within { } a reference needs quotes: "${NAME}".'
      : 'Check indentation, quotes and brackets around here.';
    this.problems.push({
      line,
      column: col,
      message: `This is not valid YAML: ${sentence(message)} ${advice}`,
    });
  }

  #fail(node: unknown, path: Path, message: string): undefined {
    this.#report(node, message);
    this.broken.add(name(path));
    return undefined;
  }

  #report(node: unknown, message: string): void {
    this.problems.push({ ...this.#where(node), message });
  }

  #where(node: unknown): Position {
    const offset = isAlias(node) || isMap(node) || isSeq(node) || isScalar(node) ? (node.range?.[0] ?? 0) : 0;
    const { line, col } = this.#counter.linePos(offset);
    return { line, column: col };
  }
}

function twice(path: Path, key: string): string {
  if (path.length === 1 && path[0] === 'accounts') return `Two accounts are named "${key}"`;
  if (path.length === 1 && path[0] === 'routes') return `Two routes are named "${key}"`;
  if (path.length === 1 && path[0] === 'bots') return `Two bots are named "${key}"`;
  return `The key "${key}" stands here twice`;
}

function sentence(message: string): string {
  return message.endsWith('.') ? message : `${message}.`;
}

function name(path: Path): string {
  return JSON.stringify(path);
}
