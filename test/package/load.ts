import { execFile } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { ICredentialType, INodeTypeDescription } from 'n8n-workflow';

const run = promisify(execFile);

/** What came of requiring the files of a package one after the other, with nothing but `n8n-workflow` to be found. */
export interface Loaded {
  readonly files: readonly LoadedFile[];
  /** Whether anything else could be found: then the rest proves nothing. */
  readonly others: readonly string[];
  /** Whether the core was loaded along with the nodes. */
  readonly core: boolean;
  /** Names that the core exports, when it is required in the end. */
  readonly coreExports: readonly string[];
}

export interface LoadedFile {
  readonly file: string;
  readonly error?: string;
  /** Of a node. */
  readonly description?: INodeTypeDescription;
  /** Of a credential. */
  readonly credential?: Pick<ICredentialType, 'name' | 'icon' | 'properties'>;
}

const SCRIPT = `
  const path = require('node:path');
  const [folder, ...files] = process.argv.slice(1);
  const others = ['zod', 'luxon', 'lodash', 'vitest'].filter((name) => {
    try { require.resolve(name, { paths: [folder] }); return true; } catch { return false; }
  });
  const loaded = files.map((file) => {
    try {
      const made = new (require(path.join(folder, file))[path.basename(file).split('.')[0]])();
      const { description, name, icon, properties } = made;
      return { file, ...(description ? { description } : { credential: { name, icon, properties } }) };
    } catch (error) {
      return { file, error: String(error) };
    }
  });
  const core = path.join(folder, 'dist/src/index.js');
  const isLoaded = core in require.cache;
  const coreExports = Object.keys(require(core));
  process.stdout.write(JSON.stringify({ files: loaded, others, core: isLoaded, coreExports }));
`;

/** @param beside an empty folder, for what may be found */
export async function load(folder: string, files: readonly string[], beside: string): Promise<Loaded> {
  await mkdir(beside, { recursive: true });
  await symlink(path.resolve('node_modules/n8n-workflow'), path.join(beside, 'n8n-workflow'));
  const { stdout } = await run(process.execPath, ['-e', SCRIPT, folder, ...files], {
    cwd: folder,
    env: { NODE_PATH: beside, HOME: beside },
    maxBuffer: 64 * 1024 * 1024,
  });
  const loaded: Loaded = JSON.parse(stdout);
  return loaded;
}
