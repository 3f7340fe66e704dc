import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** Folders that are made, not written. */
const MADE = new Set(['node_modules', 'dist', 'coverage', '.git', '.parley']);

/** Every written file below a folder of the repository, as paths from its root with forward slashes. */
export function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = folder === '.' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return MADE.has(entry.name) ? [] : filesOf(file);
    return entry.isFile() && !MADE.has(entry.name) ? [file] : [];
  });
}

export function sourcesOf(folder: string): string[] {
  return exists(folder) ? filesOf(folder).filter((file) => file.endsWith('.ts')) : [];
}

export function exists(folder: string): boolean {
  return readdirSync('.').includes(folder);
}

export function read(file: string): string {
  return readFileSync(file, 'utf8');
}

/** What a source imports: packages by name, own files as paths from the root of the repository. */
export function importsOf(file: string): string[] {
  return ts.preProcessFile(read(file)).importedFiles.map(({ fileName }) => {
    if (!fileName.startsWith('.')) return fileName;
    return path.posix.join(path.posix.dirname(file), fileName);
  });
}

/** The imports of a folder that a rule does not allow, as `file -> import`. */
export function strayImports(folder: string, allowed: (imported: string, file: string) => boolean): string[] {
  return sourcesOf(folder).flatMap((file) =>
    importsOf(file)
      .filter((imported) => !allowed(imported, file))
      .map((imported) => `${file} -> ${imported}`),
  );
}
