import { Checks } from './checks.ts';
import { installN8n } from './install.ts';
import { helpText, readOptions } from './options.ts';
import type { Part } from './part.ts';
import { cost } from './parts/cost.ts';
import { credentials } from './parts/credentials.ts';
import { editor } from './parts/editor.ts';
import { polling } from './parts/polling.ts';
import { waiting } from './parts/send-and-wait.ts';
import { templates } from './parts/templates.ts';
import { operations } from './parts/operations.ts';
import { webhooks } from './parts/webhooks.ts';
import { types } from './parts/types.ts';
import { setStage } from './stage.ts';

/** In the order in which they run. */
const PARTS: readonly Part[] = [
  types,
  credentials,
  polling,
  webhooks,
  waiting,
  templates,
  editor,
  // Leaves the accounts signed out.
  operations,
  cost,
];

/**
 * The packed package in a real n8n, which is driven as people do it, against the services of the sandbox. The last line
 * is `N passed, N failed`; exits 0 when nothing failed.
 */
async function main(): Promise<void> {
  const { n8n, only, help } = readOptions(process.argv.slice(2));
  if (help) {
    tell(helpText(PARTS));
    return;
  }
  const unknown = only.find((name) => !PARTS.some((part) => part.name === name));
  if (unknown !== undefined) throw new Error(`There is no part "${unknown}".\n${helpText(PARTS)}`);
  const parts = PARTS.filter(({ name }) => only.length === 0 || only.includes(name));
  const stage = await setStage(n8n ?? (await installN8n(tell)), tell);
  const close = (): void => {
    void stage.close().finally(() => process.exit(130));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, close);
  let passed = 0;
  let failed = 0;
  try {
    for (const part of parts) {
      tell(`\n${part.name}`);
      const begin = performance.now();
      const logged = stage.n8n.logged;
      const checks = new Checks(tell, () => stage.n8n.logSince(logged));
      await part.run(stage, checks, tell).catch((error: unknown) => {
        // What a part cannot go on without.
        return checks.check('the part comes to its end', () => Promise.reject(error));
      });
      passed += checks.passed;
      failed += checks.failed;
      tell(`${part.name}: ${((performance.now() - begin) / 1_000).toFixed(1)} s`);
    }
  } finally {
    await stage.close();
  }
  tell(`\n${String(passed)} passed, ${String(failed)} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
