import type { ChatApiCall } from './reading.ts';

/** What is filled into a template: the parameters of its text, and the components that are given as they are. */
export function componentsOf(call: ChatApiCall): object[] {
  const texts = call.raw('parameters');
  const given: unknown[] = Array.isArray(texts) ? texts : [texts].filter((one) => one !== '' && one !== null);
  const parameters = given.map((one, index) => {
    const text = typeof one === 'number' ? String(one) : one;
    if (typeof text === 'string' && text.trim() !== '') return { type: 'text', text };
    return call.refuse('parameters', `has no text for {{${String(index + 1)}}}`);
  });
  const body = parameters.length === 0 ? [] : [{ type: 'body', parameters }];
  return [...body, ...moreOf(call)];
}

function moreOf(call: ChatApiCall): object[] {
  const value = call.raw('options.components');
  if (value === undefined || value === null || value === '') return [];
  const list: unknown = typeof value === 'string' ? parsed(value) : value;
  const isList = Array.isArray(list) && list.every((one) => typeof one === 'object' && one !== null);
  return isList ? list : call.refuse('options.components', 'is no list of objects in JSON');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
