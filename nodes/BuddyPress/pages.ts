import type { Call } from '../kit/index.ts';

/** Which messages and people a thread comes with. */
export interface Pages {
  readonly messagesPage?: number;
  readonly messagesPerPage?: number;
  readonly recipientsPage?: number;
  readonly recipientsPerPage?: number;
}

const NAMES = ['messagesPage', 'messagesPerPage', 'recipientsPage', 'recipientsPerPage'] as const;

/** Reads the four options of that name, over what is usual for the operation. */
export function pagesOf(call: Call, usual: Pages): Pages {
  const given = NAMES.map((name) => [name, call.optionalNumber(`options.${name}`)] as const);
  return { ...usual, ...Object.fromEntries(given.filter(([, value]) => value !== undefined)) };
}
