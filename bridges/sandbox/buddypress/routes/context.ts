/** Which fields an answer has. `none` is what an unknown name gives where it is not checked: links only. */
export type Context = 'view' | 'edit' | 'none';

export function contextOf(value: unknown): Context {
  if (value === undefined || value === null) return 'view';
  return value === 'view' || value === 'edit' ? value : 'none';
}
