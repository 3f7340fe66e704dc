import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A file of the folder, as it was when it was looked at. */
export interface Seen {
  /** Relative to the folder, with slashes. */
  readonly name: string;
  readonly path: string;
  /** Changes whenever the content does. */
  readonly version: string;
  readonly size: number;
}

/** Folders within folders, and files in all. */
const DEEPEST = 10;
const MOST_FILES = 2000;
/** Bytes of one file. */
export const LARGEST = 2 * 1024 * 1024;

/**
 * The Markdown and text files of a folder. Links are not followed: they could lead out of it; nor are names that begin
 * with a dot.
 * @throws when the folder itself cannot be read
 */
export async function filesIn(folder: string, tooMany: () => void): Promise<Seen[]> {
  const found: Seen[] = [];
  const walk = async (path: string, prefix: string, depth: number): Promise<void> => {
    const entries = await list(path, depth === 0);
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.')) continue;
      const inside = join(path, entry.name);
      const name = `${prefix}${entry.name}`;
      if (entry.isDirectory() && depth < DEEPEST) await walk(inside, `${name}/`, depth + 1);
      if (!entry.isFile() || !/\.(?:md|markdown|txt)$/i.test(entry.name)) continue;
      if (found.length >= MOST_FILES) {
        tooMany();
        return;
      }
      const facts = await stat(inside).catch(() => undefined);
      if (!facts) continue;
      found.push({
        name,
        path: inside,
        version: `${String(facts.mtimeMs)}/${String(facts.size)}`,
        size: facts.size,
      });
    }
  };
  await walk(folder, '', 0);
  return found;
}

async function list(path: string, isFolder: boolean): Promise<Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (error) {
    if (isFolder) throw error;
    return [];
  }
}
