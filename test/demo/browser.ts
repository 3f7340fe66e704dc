import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

/** Where the browser is unpacked, once for all runs. */
const CACHE = path.resolve('node_modules/.cache/parley');

/** As root, without a display, and without a word to the outside. */
const ARGS = [
  '--no-sandbox',
  '--no-zygote',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--no-pings',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/**
 * The browser of the npm package, or one that is installed.
 * @returns undefined where neither runs, which is said out loud; on CI that is a failure
 */
export async function launchBrowser(): Promise<Browser | undefined> {
  mkdirSync(CACHE, { recursive: true });
  const failures: string[] = [];
  for (const find of [packed, installed]) {
    try {
      const executablePath = await find();
      return await chromium.launch({ executablePath, args: ARGS, env: environment() });
    } catch (error) {
      failures.push(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
    }
  }
  const sentence = `No Chromium runs here, so the pages are NOT tested: ${failures.join('; ')}`;
  if (process.env['CI'] === 'true') throw new Error(sentence);
  console.warn(`\n${sentence}\n`);
  return undefined;
}

async function packed(): Promise<string> {
  const before = process.env['TMPDIR'];
  // The package unpacks into the system's folder for temporary files and leaves everything there.
  process.env['TMPDIR'] = CACHE;
  try {
    const { default: packedChromium } = await import('@sparticuz/chromium');
    return await packedChromium.executablePath();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

function installed(): Promise<string> {
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    try {
      return Promise.resolve(execFileSync('which', [name], { encoding: 'utf8', stdio: 'pipe' }).trim());
    } catch {
      // Not this one.
    }
  }
  return Promise.reject(new Error('there is no chromium on the PATH'));
}

/** The fonts of the npm package first, then those of the machine, so that pictures look the same everywhere. */
function environment(): Record<string, string> {
  const file = path.join(CACHE, 'fonts.conf');
  const prefer = ['system-ui', 'sans-serif'].map(
    (family) => `<alias><family>${family}</family><prefer><family>Open Sans</family></prefer></alias>`,
  );
  const dirs = [path.join(CACHE, 'fonts'), '/usr/share/fonts'].map((dir) => `<dir>${dir}</dir>`);
  writeFileSync(
    file,
    `<fontconfig>${[...dirs, ...prefer].join('')}<cachedir>${CACHE}/fontcache</cachedir></fontconfig>`,
  );
  const env = Object.entries(process.env).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value]],
  );
  return { ...(Object.fromEntries(env) as Record<string, string>), FONTCONFIG_FILE: file };
}
