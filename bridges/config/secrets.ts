import type { Document, Path } from './document.ts';
import type { Problem } from './problems.ts';

const SECRET_KEY = /(?:password|token|secret|apikey)$/i;

const SECRET_HEADER = /authorization|cookie|key|secret|token/i;

/** Whether what stands at a path of the file must never be shown. */
export function isSecretPath(path: Path): boolean {
  const key = path.at(-1);
  if (typeof key !== 'string') return false;
  if (SECRET_KEY.test(key)) return true;
  const [section, , ...inBot] = path;
  if (section !== 'bots') return false;
  if (inBot.join('.') === 'model.key') return true;
  return isServerValue(path, 'headers') && SECRET_HEADER.test(key);
}

/** Where a tool server may be given secrets: some have them in their addresses, or take them as arguments. */
const SERVER_VALUES = ['headers', 'env', 'args', 'url'] as const;

/** Whether a path is that, or part of that, which a tool server is given. */
function isServerValue(path: Path, kind: (typeof SERVER_VALUES)[number]): boolean {
  return path[0] === 'bots' && path[2] === 'tools' && path[3] === 'servers' && path[5] === kind;
}

export interface Secrets {
  /** Values that must never be shown. */
  readonly values: readonly string[];
  /** One for each secret that is written into the file itself. */
  readonly warnings: readonly Problem[];
}

/** Finds the secrets of a file by the keys under which they stand. */
export function findSecrets(document: Document): Secrets {
  const values: string[] = [];
  const warnings: Problem[] = [];
  walk(document.value, [], (value, path) => {
    const isReference = document.isReference(path);
    // What a tool server is given from the environment is there to be kept from the file.
    const isGiven = isReference && SERVER_VALUES.some((key) => isServerValue(path, key));
    if (!isSecretPath(path) && !isGiven) return;
    values.push(value, ...afterScheme(path, value));
    if (isReference) return;
    const variable = path
      .slice(path[0] === 'accounts' || path[0] === 'bots' ? 1 : 0)
      .join('_')
      .replaceAll(/([a-z])([A-Z])/g, '$1_$2');
    const name = variable.replaceAll(/[^A-Za-z0-9_]/g, '_').toUpperCase();
    warnings.push({
      ...document.at(path),
      message:
        `The secret ${path.join('.')} is written into the file, where backups and version control keep it. ` +
        `Put it into an environment variable and write "\${${name}}", or into a file and write "\${file:path}".`,
    });
  });
  return { values, warnings };
}

/** `Bearer xyz`: the latter alone is secret too. */
function afterScheme(path: Path, value: string): string[] {
  const [, secret] = isServerValue(path, 'headers') ? (/^\w+ +(\S+)$/.exec(value) ?? []) : [];
  return secret === undefined ? [] : [secret];
}

function walk(value: unknown, path: Path, found: (text: string, path: Path) => void): void {
  if (typeof value === 'string') found(value, path);
  else if (typeof value === 'number' && isSecretPath(path)) found(String(value), path);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value))
      walk(inner, [...path, Array.isArray(value) ? Number(key) : key], found);
  }
}
