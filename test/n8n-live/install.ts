import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = 'test/n8n-live/app';
/** `npm ci` begins by emptying the folder that it is in. */
const STAMP = path.join(FOLDER, 'node_modules', '.installed');
const TELL_EVERY_MS = 15_000;

type Tell = (line: string) => void;

/** The folder with the pinned n8n in its `node_modules`, which is installed first where it is not there yet. */
export async function installN8n(tell: Tell): Promise<string> {
  const wanted = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return path.resolve(FOLDER);
  tell('Installing n8n: some minutes, once');
  // n8n has dozens of packages with scripts and needs what one of them builds.
  await npm(['ci', '--ignore-scripts', '--no-progress'], tell);
  tell('Building sqlite3 for it');
  await npm(['rebuild', 'sqlite3', '--no-progress'], tell, headers());
  writeFileSync(STAMP, wanted);
  return path.resolve(FOLDER);
}

/** Of everything that decides what is installed. */
function fingerprint(): string {
  const hash = createHash('sha256').update(process.versions.modules);
  for (const file of ['package.json', 'package-lock.json'])
    hash.update(readFileSync(path.join(FOLDER, file)));
  return hash.digest('hex');
}

/** The package `node` brings the headers of its Node along, so that none have to be fetched. */
function headers(): Record<string, string> {
  const [header] = globSync('node_modules/**/node-*/include/node/node_version.h', {
    exclude: (name) => name === '.cache',
  });
  return header ? { npm_config_nodedir: path.resolve(header, '../../..') } : {};
}

async function npm(args: readonly string[], tell: Tell, env: Record<string, string> = {}): Promise<void> {
  const begin = Date.now();
  const child = spawn('npm', args, {
    cwd: FOLDER,
    // What npm tells its scripts about the outer project is not meant for this one.
    env: { ...withoutNpm(process.env), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes: Buffer) => {
      said = (said + bytes.toString()).slice(-4_000);
    });
  }
  const seconds = (): string => `${String(Math.round((Date.now() - begin) / 1_000))} s`;
  const timer = setInterval(() => {
    tell(`  npm ${args[0] ?? ''}: ${seconds()}`);
  }, TELL_EVERY_MS);
  const [code] = await once(child, 'exit').finally(() => {
    clearInterval(timer);
  });
  if (code !== 0) throw new Error(`npm ${args.join(' ')} in ${FOLDER} ended with ${String(code)}:\n${said}`);
  tell(`  npm ${args[0] ?? ''}: done in ${seconds()}`);
}

function withoutNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !/^npm_(package|lifecycle|config_(local_prefix|loglevel))/.test(name),
    ),
  );
}
