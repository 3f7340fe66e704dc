import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { ESLint } from 'eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const BUILT = 'dist/src/index.js';

/** The globals that n8n's scanner refuses in code of community packages. */
const REFUSED_GLOBALS = [
  'setTimeout clearTimeout setInterval clearInterval setImmediate clearImmediate',
  'global globalThis process __dirname __filename',
].flatMap((names) => names.split(' '));
const NODE_MODULES = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

/** Rules equal to those of n8n's scanner, and stricter in one thing: the built core requires nothing at all. */
const scanner = new ESLint({
  cwd: process.cwd(),
  overrideConfigFile: true,
  allowInlineConfig: false,
  overrideConfig: [
    {
      files: ['**/*.js'],
      languageOptions: { ecmaVersion: 2023, sourceType: 'commonjs' },
      linterOptions: { reportUnusedDisableDirectives: 'off' },
      rules: {
        'no-console': 'error',
        'no-eval': 'error',
        'no-implied-eval': 'error',
        'no-new-func': 'error',
        'no-restricted-globals': ['error', ...REFUSED_GLOBALS],
        'no-restricted-imports': ['error', ...NODE_MODULES],
        'no-restricted-syntax': ['error', 'CallExpression[callee.name="require"]', 'ImportExpression'],
      },
    },
  ],
});

async function complaints(code: string): Promise<string[]> {
  const results = await scanner.lintText(code, { filePath: 'scanned.js' });
  return results.flatMap(({ messages }) =>
    messages.map(({ line, ruleId, message }) => `${String(line)}: ${ruleId ?? 'syntax'}: ${message}`),
  );
}

/** As `npm test` has built it before. */
describe('the built core', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'parley-core-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("passes the rules of n8n's scanner", async () => {
    expect(await complaints(await readFile(BUILT, 'utf8'))).toEqual([]);
  });

  it.each([
    'setTimeout(() => {}, 1)',
    'globalThis.x = 1',
    'console.log(1) // eslint-disable-line',
    'new Function("1")',
    'require("node:fs")',
    'process.exit()',
  ])('would be refused with %s in it', async (code) => {
    expect(await complaints(code)).not.toEqual([]);
  });

  it('loads by plain require with nothing beside it', async () => {
    await copyFile(BUILT, path.join(folder, 'index.js'));
    const script = `const core = require('./index.js'); process.stdout.write(JSON.stringify(Object.keys(core)))`;
    const { stdout } = await run(process.execPath, ['-e', script], {
      cwd: folder,
      env: { PATH: '', NODE_PATH: '' },
    });
    expect(JSON.parse(stdout)).toEqual(
      expect.arrayContaining([
        'ServiceError',
        'messageIdOf',
        'wordpress',
        'buddypress',
        'chatApi',
        'messagesDev',
      ]),
    );
  });
});
