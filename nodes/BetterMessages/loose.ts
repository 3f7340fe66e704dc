/**
 * Items out of an answer whose shape differs between versions of the plugin: one for each entry of a list, and one for
 * anything else. A bare yes or no becomes `success`.
 */
export function loose(answer: unknown): object | readonly object[] {
  return Array.isArray(answer) ? answer.map(itemOf) : itemOf(answer);
}

function itemOf(value: unknown): object {
  if (typeof value === 'object' && value !== null) return value;
  // Some calls answer with nothing at all.
  if (value === undefined) return { success: true };
  return typeof value === 'boolean' ? { success: value } : { result: value };
}
