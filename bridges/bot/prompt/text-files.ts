import type { Attachment } from '../../../src/model/index.ts';

/** Characters of a text file that are shown. */
const SHOWN = 20_000;
const TEXT_TYPES =
  /^(?:text\/|application\/(?:json|x-ndjson|xml|yaml|x-yaml|toml|javascript|typescript|sql|x-sh)\b|[^;]*\+(?:json|xml|yaml)\b)/i;
const TEXT_NAMES =
  /\.(?:txt|text|md|markdown|csv|tsv|json|jsonl|ndjson|ya?ml|toml|ini|cfg|conf|log|xml|html?|css|scss|[cm]?[jt]sx?|py|rb|php|java|kt|go|rs|c|h|cc|cpp|hpp|cs|swift|sh|bash|ps1|sql|r|lua|pl|diff|patch|tex|srt|vcf|ics)$/i;

/** The text of a file that its name or type calls one, and that is one; the first 20,000 characters. */
export function textIn(
  bytes: Uint8Array,
  { name, mimeType }: Pick<Attachment, 'name' | 'mimeType'>,
): string | undefined {
  if (!TEXT_TYPES.test(mimeType) && !TEXT_NAMES.test(name)) return undefined;
  const text = decode(bytes);
  if (text === undefined || text.includes('\0')) return undefined;
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}\n[… the rest of the file is left out here …]`;
}

function decode(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // Older programs write one byte a character; what is no text at all has bytes there that no text has.
    const text = new TextDecoder('windows-1252').decode(bytes);
    return /[\0-\x08\x0e-\x1f]/.test(text) ? undefined : text;
  }
}
