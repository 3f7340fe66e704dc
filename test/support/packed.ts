import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Packed {
  /** The file that would be published. */
  readonly tarball: string;
  /** Folder that it was unpacked into: the package as users get it. */
  readonly folder: string;
}

/** Packs what was built of the n8n package and unpacks it into `folder/package`. Builds nothing. */
export async function pack(folder: string): Promise<Packed> {
  await mkdir(folder, { recursive: true });
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const { stdout } = await run('npm', args);
  const [{ filename }] = JSON.parse(stdout);
  const tarball = path.join(folder, path.basename(String(filename)));
  await run('tar', ['-xzf', tarball, '-C', folder]);
  return { tarball, folder: path.join(folder, 'package') };
}
