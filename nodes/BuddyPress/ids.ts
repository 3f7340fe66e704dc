import type { Call } from '../kit/index.ts';

/** The number of a thread, message or member. Everything on such a site is numbered from 1. */
export function idOf(call: Call, name: string): number {
  const id = call.number(name);
  return id >= 1 ? id : call.refuse(name, `must be a number from 1 on, and is ${String(id)}`);
}

export function optionalIdOf(call: Call, name: string): number | undefined {
  return call.optional(name) === undefined ? undefined : idOf(call, name);
}

/** Several of them. */
export function idsOf(call: Call, name: string): number[] {
  const value = call.raw(name);
  return value === undefined || value === null || value === '' ? [] : call.numbers(name);
}
