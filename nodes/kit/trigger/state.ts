import { createHash } from 'node:crypto';
import type { IDataObject, Logger } from 'n8n-workflow';
import type { TriggerState } from './contract.ts';
import { MOST_SEEN } from './contract.ts';

/** Where n8n keeps it. */
const NAME = 'state';

/** What reading and writing the state takes of n8n's functions. */
export interface StateFunctions {
  getWorkflowStaticData(type: string): IDataObject;
  readonly logger: Logger;
}

/** What the trigger remembers, as a copy. What is there but cannot be read is forgotten, with a warning in the log. */
export function readState(functions: StateFunctions): TriggerState {
  const stored = functions.getWorkflowStaticData('node')[NAME];
  if (stored === undefined) return {};
  // n8n hands out an object that watches itself; this one does not.
  const copy: unknown = JSON.parse(JSON.stringify(stored));
  if (isState(copy)) return copy;
  functions.logger.warn(
    'What this trigger had remembered cannot be read: it begins with what comes from now on',
  );
  return {};
}

/**
 * Puts `next` in the place of `before`; false, and nothing is changed, when somebody else did so since `before` was
 * read: what was read along with it has been handed on already.
 */
export function replaceState(functions: StateFunctions, before: TriggerState, next: TriggerState): boolean {
  const data = functions.getWorkflowStaticData('node');
  const now: unknown = data[NAME];
  const version = versionOf(now);
  if (version !== (before.version ?? 0)) return false;
  const state: IDataObject = JSON.parse(JSON.stringify({ ...next, version: version + 1 }));
  data[NAME] = state;
  return true;
}

/** Whether an event of this key was handed on. */
export function isSeen({ seen = [] }: TriggerState, key: string): boolean {
  return seen.includes(shortOf(key));
}

/** The state with these keys among the seen ones; the oldest are forgotten. */
export function withSeen(state: TriggerState, keys: readonly string[]): TriggerState {
  if (keys.length === 0) return state;
  const names = new Set(keys.map(shortOf));
  const kept = (state.seen ?? []).filter((name) => !names.has(name));
  return { ...state, seen: [...kept, ...names].slice(-MOST_SEEN) };
}

/** 64 bits that stand for a text of any length, so that the state stays small. */
export function shortOf(text: string): string {
  return createHash('sha256').update(text).digest().subarray(0, 8).toString('base64url');
}

function isState(value: unknown): value is TriggerState {
  if (!isRecord(value)) return false;
  const { cursor, seen, signals, version, memory, account, begin } = value;
  return (
    [cursor, account, begin].every((one) => one === undefined || typeof one === 'string') &&
    (version === undefined || typeof version === 'number') &&
    [seen, signals].every((list) => list === undefined || isTexts(list)) &&
    (memory === undefined ||
      (isRecord(memory) && Object.values(memory).every((one) => typeof one === 'string')))
  );
}

/** Of something unreadable, too: 0, as of nothing. */
function versionOf(stored: unknown): number {
  const copy: unknown = stored === undefined ? undefined : JSON.parse(JSON.stringify(stored));
  return isState(copy) ? (copy.version ?? 0) : 0;
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
