import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Where `${...}` gets its values from. */
export interface ReferenceSource {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Directory that `${file:...}` is relative to. */
  readonly directory: string;
}

/** A text with its references replaced. `problems` are sentences; with any of them `text` means nothing. */
export interface Expanded {
  readonly text: string;
  /** Whether there was any reference. */
  readonly referenced: boolean;
  readonly problems: readonly string[];
}

const REFERENCE = /\$(\$\{)|\$\{([^}]*)(\}?)/g;
const VARIABLE = /^([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?$/s;

/**
 * Replaces `${NAME}`, `${NAME:-default}` and `${file:path}` (without the newline at the file's end); `$${` is a
 * literal `${`. A variable that is set but empty counts as missing, because an empty secret is always a mistake;
 * `${NAME:-}` allows it.
 */
export function expandReferences(text: string, source: ReferenceSource): Expanded {
  const problems: string[] = [];
  let referenced = false;
  const expanded = text.replaceAll(
    REFERENCE,
    (_, escaped: string | undefined, content: string | undefined, close: string | undefined) => {
      if (escaped !== undefined) return escaped;
      referenced = true;
      try {
        if (close === '')
          throw new Error(
            '"${" has no "}". Close the reference, or write "$${" for the characters themselves.',
          );
        return resolve(content ?? '', source);
      } catch (error) {
        problems.push(error instanceof Error ? error.message : String(error));
        return '';
      }
    },
  );
  return { text: expanded, referenced, problems };
}

/** @throws Error whose message is the sentence to show */
function resolve(content: string, { env, directory }: ReferenceSource): string {
  if (content.startsWith('file:')) return readSecret(path.resolve(directory, content.slice('file:'.length)));
  const [, name, fallback] = VARIABLE.exec(content) ?? [];
  if (name === undefined) {
    throw new Error(
      `"\${${content}}" is no reference. Write \${NAME} for an environment variable, \${NAME:-default}, or \${file:path}.`,
    );
  }
  const value = env[name];
  if (value !== undefined && value !== '') return value;
  if (fallback !== undefined) return fallback;
  throw new Error(
    `The environment variable ${name} is ${value === '' ? 'empty' : 'not set'}. Set it before starting Parley, or ` +
      `give a default: \${${name}:-...}.`,
  );
}

function readSecret(file: string): string {
  try {
    const text = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    if (text !== '') return text;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new Error(
      `The file ${file} cannot be read (${code}). Create it, or let the user that runs Parley read it.`,
      { cause: error },
    );
  }
  throw new Error(`The file ${file} is empty. Write the secret into it.`);
}
