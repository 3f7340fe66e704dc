import type { Root } from '../../src/index.ts';
import type { ChatApiCall } from './reading.ts';
import { peopleOf } from './reading.ts';

/**
 * The text with a mention wherever it names one of the people of `options.mentions` as `@` and the number.
 * Somebody whom the text does not name cannot be mentioned: WhatsApp shows mentions in the text and nowhere else.
 */
export function withMentions(call: ChatApiCall, text: Root): Root {
  if (call.optional('options.mentions') === undefined) return text;
  const { digitsOf } = call.core.chatApi;
  const wanted = new Set(peopleOf(call, 'options.mentions').map(digitsOf));
  const found = new Set<string>();
  const marked: Root = JSON.parse(JSON.stringify(text), (key, value: unknown) =>
    key === 'children' && Array.isArray(value)
      ? value.flatMap((child: unknown) => (isText(child) ? split(child.value, wanted, found) : [child]))
      : value,
  );
  for (const digits of wanted) {
    if (!found.has(digits)) {
      call.refuse('options.mentions', `has ${digits} in it, but the text has no @${digits}`);
    }
  }
  return marked;
}

function split(text: string, wanted: ReadonlySet<string>, found: Set<string>): object[] {
  return text.split(/(@\d{7,15})(?!\d)/).flatMap((piece): object[] => {
    const digits = piece.slice(1);
    if (!piece.startsWith('@') || !wanted.has(digits)) {
      return piece === '' ? [] : [{ type: 'text', value: piece }];
    }
    found.add(digits);
    return [{ type: 'mention', id: `${digits}@c.us`, name: digits }];
  });
}

function isText(node: unknown): node is { value: string } {
  return (
    typeof node === 'object' && node !== null && 'type' in node && node.type === 'text' && 'value' in node
  );
}
