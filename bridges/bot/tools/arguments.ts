import { errorText, quoted } from './text.ts';

/** Longer arguments are not read at all, characters. */
const MAX_ARGUMENTS = 100_000;

/** The arguments of a call as an object, or what the model has to do better. */
export type Arguments = { readonly value: Readonly<Record<string, unknown>> } | { readonly problem: string };

/** Reads what a model wrote. Some write nothing for a tool that takes nothing. */
export function readArguments(written: string): Arguments {
  if (written.length > MAX_ARGUMENTS)
    return {
      problem: `The arguments have ${String(written.length)} characters; ${String(MAX_ARGUMENTS)} are allowed.`,
    };
  if (written.trim() === '') return { value: {} };
  let value: unknown;
  try {
    value = JSON.parse(written);
  } catch (error) {
    return {
      problem: `The arguments are not JSON (${quoted(errorText(error), 200)}). Write one JSON object.`,
    };
  }
  if (isObject(value)) return { value };
  return {
    problem: `The arguments are ${Array.isArray(value) ? 'an array' : `a ${typeof value}`}. Write one JSON object.`,
  };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
