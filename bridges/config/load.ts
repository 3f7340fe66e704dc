import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Platform } from '../../src/platforms/index.ts';
import type { Document } from './document.ts';
import { readDocument } from './document.ts';
import type { Config } from './model.ts';
import type { Problem } from './problems.ts';
import { ConfigError, formatProblems } from './problems.ts';
import { readSection, readSections } from './read.ts';
import { findSecrets } from './secrets.ts';

/** A configuration as it was loaded. */
export interface LoadedConfig extends Config {
  /** The file it came from, as it was named. */
  readonly file: string;
  /** What is allowed but doubtful: `parley.yaml:12:5: sentence`. No secrets. */
  readonly warnings: readonly string[];
  /** Values that must never be shown. */
  readonly secrets: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** There is no configuration file. */
export class ConfigMissing extends Error {
  override readonly name = 'ConfigMissing';
}

/**
 * Reads and checks the whole configuration.
 * @throws {ConfigMissing} when there is no such file
 * @throws {ConfigError} listing every problem that was found
 */
export function loadConfig(
  file: string,
  env: Environment,
  platforms: Readonly<Record<string, Platform>>,
): LoadedConfig {
  const document = readDocumentFrom(file, env);
  const secrets = findSecrets(document);
  const problems: Problem[] = [...document.problems];
  const warnings: Problem[] = [...secrets.warnings];
  const directory = path.dirname(path.resolve(file));
  const config = document.isReadable
    ? readSections(document, platforms, problems, warnings, directory)
    : undefined;
  if (config === undefined || problems.length > 0) throw new ConfigError(file, problems, secrets.values);
  return {
    ...config,
    journal: { ...config.journal, path: path.resolve(path.dirname(file), config.journal.path) },
    file,
    warnings: formatProblems(file, warnings),
    secrets: secrets.values,
  };
}

/**
 * Path of the journal that a configuration names, for commands that need neither accounts nor their secrets: problems
 * elsewhere in the file do not matter.
 * @throws {ConfigMissing} {@link ConfigError}
 */
export function loadJournalPath(file: string, env: Environment): string {
  const document = readDocumentFrom(file, env);
  const problems: Problem[] = document.isReadable ? [] : [...document.problems];
  const journal = document.isReadable ? readSection(document, 'journal', problems) : undefined;
  if (journal === undefined) throw new ConfigError(file, problems);
  return path.resolve(path.dirname(file), journal.path);
}

function readDocumentFrom(file: string, env: Environment): Document {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    if (code === 'ENOENT') throw new ConfigMissing(`There is no ${file} here.`, { cause: error });
    const message = `The file cannot be read (${code}). Name another with --config.`;
    throw new ConfigError(file, [{ line: 1, column: 1, message }]);
  }
  return readDocument(text, { env, directory: path.dirname(path.resolve(file)) });
}
