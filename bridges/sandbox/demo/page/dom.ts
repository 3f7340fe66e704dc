type Child = Node | string | false | undefined;

interface Attributes {
  readonly class?: string;
  readonly on?: Readonly<Record<string, (event: Event) => void>>;
  readonly [name: string]: unknown;
}

/**
 * Makes an element. Children that are strings become text, never markup. An attribute that is `true` is written
 * without a value, one that is `false` or undefined not at all.
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  { on = {}, ...attributes }: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, '');
    else if (value !== false && value !== undefined) made.setAttribute(name, String(value));
  }
  for (const [event, handler] of Object.entries(on)) made.addEventListener(event, handler);
  made.append(...children.filter((child) => child !== false && child !== undefined));
  return made;
}

/** The circle with initials that stands for a person. */
export function avatar(name: string, hue = hueOf(name)): HTMLElement {
  const initials = [...name.matchAll(/\p{L}\p{M}*|\p{N}/gu)].length === 0 ? '?' : initialsOf(name);
  const made = element('span', { class: 'avatar', 'aria-hidden': 'true' }, initials);
  made.style.setProperty('--hue', String(hue));
  return made;
}

function initialsOf(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const [first = '', last = ''] = [words[0], words.length > 1 ? words.at(-1) : ''];
  return ([...first].slice(0, 1).join('') + [...last].slice(0, 1).join('')).toLocaleUpperCase();
}

/** The same name has the same colour everywhere. */
function hueOf(name: string): number {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360;
  return hash;
}
