import type { Grammar, Special } from '../marks/grammar.ts';
import { unguardMarks } from '../marks/guards.ts';
import { read } from '../marks/read.ts';
import type { Root } from '../tree.ts';
import { urlInText } from '../url.ts';

const mention = /@(\d{7,15})(?!\d)/y;

const grammar: Grammar = {
  anyMarkup: /[*_~`\u200b]|@\d|^> /m,
  stops: new RegExp(`${urlInText.source}|[*_~\`]|@(?=\\d)`, 'g'),
  quote: /> /y,
  guardedQuote: /^\u200b+> /,
  isBlock: (inside) => inside.includes('\n'),
  special,
  readText: unguardMarks,
  readCode: (raw) => raw,
};

/** Reads WhatsApp's marks. Lists stay the characters they were typed with. */
export function readWhatsapp(source: string): Root {
  return read(source, grammar);
}

/** A person named by their number. Addresses stop the reader too, and stay text: marks in them mean nothing. */
function special(source: string, at: number): Special | undefined {
  mention.lastIndex = at;
  const digits = mention.exec(source)?.[1];
  return digits === undefined
    ? undefined
    : { node: { type: 'mention', id: digits, name: digits }, end: mention.lastIndex };
}
