import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

export interface FileLengths {
  readonly files: number;
  /** Lines. */
  readonly median: number;
  readonly maximum: number;
}

/** How long the written source files of these folders are. */
export function fileLengths(folders: readonly string[]): FileLengths {
  const lengths = folders
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !/(^|[\\/])(node_modules|dist)[\\/]/.test(file))
    .map((file) => readFileSync(file, 'utf8').trimEnd().split('\n').length)
    .toSorted((a, b) => a - b);
  return {
    files: lengths.length,
    median: lengths[Math.floor(lengths.length / 2)] ?? 0,
    maximum: lengths.at(-1) ?? 0,
  };
}
