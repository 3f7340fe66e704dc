import { createRequire } from 'node:module';
import type * as Re2 from 're2js';
import type { Effort, Pattern } from './model.ts';

/** The pattern cannot be used. The message follows the name of its key. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
}

/** `/regex/flags`, as against plain text. */
const REGEX = /^\/(.+)\/([a-z]*)$/s;
const FLAGS = { i: 'CASE_INSENSITIVE', m: 'MULTILINE', s: 'DOTALL' } as const;

/**
 * What to look for in a text: plain text that stands anywhere in it, in capitals or not, or `/regex/flags`.
 * @throws {PatternError}
 */
export function textPattern(source: string): Pattern {
  return regexPattern(source) ?? plainPattern(source);
}

/**
 * What a whole name has to be: plain text, in capitals or not, where `*` stands for anything, or `/regex/flags`.
 * @throws {PatternError}
 */
export function namePattern(source: string): Pattern {
  const regex = regexPattern(source);
  if (regex) return regex;
  const pieces = folded(source).split('*');
  return { ...plainPattern(source), matches: (text) => fitsPieces(folded(text), pieces) };
}

function plainPattern(source: string): Pattern {
  if (source.trim() === '') throw new PatternError('is empty.');
  // Without repetition, looking for it takes no longer than the text is.
  const literal = source.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return {
    source,
    matches: (text) => new RegExp(literal, 'iu').test(text),
    replace: (text, by) => text.replace(new RegExp(literal, 'giu'), () => by),
  };
}

function regexPattern(source: string): Pattern | undefined {
  const [, body, flags = ''] = REGEX.exec(source) ?? [];
  if (body === undefined) return undefined;
  const regex = compile(body, flags);
  return {
    source,
    matches: (text) => regex.matcher(text).find(),
    replace(text, by, effort) {
      const lines = text.split('\n').map((line) => replaceIn(line, regex, by, effort));
      return lines.includes(undefined) ? undefined : lines.join('\n');
    },
  };
}

/** Compares in linear time, which JavaScript's own regular expressions do not. Loaded only where one is used. */
function compile(body: string, flags: string): Re2.RE2JS {
  const { RE2JS, RE2JSException, RE2JSSyntaxException } = createRequire(import.meta.url)(
    're2js',
  ) as typeof Re2;
  let bits = 0;
  for (const flag of flags) {
    if (flag !== 'i' && flag !== 'm' && flag !== 's') {
      throw new PatternError(
        `has the unknown flag "${flag}" after /${body}/. There is: i (capitals or not), m (^ and $ at every line), s (. fits line ends). ` +
          'To look for text that begins with a slash, write it as /\\/.../.',
      );
    }
    bits |= RE2JS[FLAGS[flag]];
  }
  try {
    // Slashes may be written as in JavaScript.
    return RE2JS.compile(body.replaceAll('\\/', '/'), bits);
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) throw new PatternError(syntaxError(error, body));
    if (error instanceof RE2JSException) throw new PatternError(`cannot be used: ${error.message}.`);
    throw error;
  }
}

/** What people take over from other engines, and this one leaves out because it cannot be done in linear time. */
const LEFT_OUT = [
  { begins: /^\(\?[=!]/, what: 'Looking ahead, (?=...) and (?!...),' },
  { begins: /^\(\?<[=!]/, what: 'Looking behind, (?<=...) and (?<!...),' },
  { begins: /^\\[1-9]/, what: 'A back-reference, such as \\1,' },
  { begins: /^\(\?>|^[*+?}]\+/, what: 'Holding on to what fitted, (?>...) and *+,' },
];

function syntaxError(error: Re2.RE2JSSyntaxException, body: string): string {
  const piece = (error.getPattern() ?? '').replace(/^\(\?[ims]+\)/, '');
  const leftOut = LEFT_OUT.find(({ begins }) => begins.test(piece));
  // Where nothing closes what is open, the piece is all of it, and tells no place.
  const at = piece === '' || (piece === body && !leftOut) ? -1 : body.indexOf(piece);
  const place = at < 0 ? '' : ` at character ${String(at + 1)}`;
  if (leftOut) {
    return `has something unsupported${place}: ${leftOut.what} cannot be compared in linear time. Write the rule without it.`;
  }
  return `is no regular expression: ${error.getDescription()}${place}, "${piece}". Correct it, or look for plain text.`;
}

/** Each find goes from where the last one ended as far as it has to, in the worst case to the end of the line. */
function replaceIn(line: string, regex: Re2.RE2JS, by: string, effort: Effort): string | undefined {
  const matcher = regex.matcher(line);
  let out = '';
  let copied = 0;
  while (matcher.find()) {
    effort.left -= line.length - copied + 1;
    if (effort.left < 0) return undefined;
    out += line.slice(copied, matcher.start()) + expand(by, matcher);
    copied = matcher.end();
  }
  return out + line.slice(copied);
}

/** `$1` to `$9` for what stood in brackets, `$0` or `$&` for all of it, `$$` for a dollar. */
function expand(by: string, matcher: Re2.Matcher): string {
  return by.replaceAll(/\$([$&\d])/g, (written, what: string) => {
    if (what === '$') return what;
    const group = what === '&' ? 0 : Number(what);
    return group <= matcher.groupCount() ? (matcher.group(group) ?? '') : written;
  });
}

function folded(name: string): string {
  return name.normalize('NFC').trim().toLowerCase();
}

/** Whether a name is these pieces with anything between them. */
function fitsPieces(name: string, pieces: readonly string[]): boolean {
  const [first = '', ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length)
    return false;
  let from = first.length;
  for (const piece of rest) {
    const at = name.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return from <= name.length - last.length;
}
