import type { Document, Path } from './document.ts';
import type { Problem } from './problems.ts';

const SECRET_KEY = /(?:password|token|secret|apikey)$/i;

/** Whether a key holds a value that must never be shown. */
export function isSecretKey(key: string | number | undefined): boolean {
  return typeof key === 'string' && SECRET_KEY.test(key);
}

export interface Secrets {
  /** Values that must never be shown. */
  readonly values: readonly string[];
  /** One for each secret that is written into the file itself. */
  readonly warnings: readonly Problem[];
}

/** Finds the secrets of a file by the names of their keys. */
export function findSecrets(document: Document): Secrets {
  const values: string[] = [];
  const warnings: Problem[] = [];
  walk(document.value, [], (value, path) => {
    if (!isSecretKey(path.at(-1))) return;
    values.push(value);
    if (document.isReference(path)) return;
    const variable = path
      .slice(path[0] === 'accounts' ? 1 : 0)
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

function walk(value: unknown, path: Path, found: (text: string, path: Path) => void): void {
  if (typeof value === 'string') found(value, path);
  else if (typeof value === 'number' && isSecretKey(path.at(-1))) found(String(value), path);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value))
      walk(inner, [...path, Array.isArray(value) ? Number(key) : key], found);
  }
}
