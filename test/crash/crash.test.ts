import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCrash } from './run.ts';

describe('a daemon that is killed again and again', () => {
  beforeAll(async () => {
    await promisify(execFile)(process.execPath, ['scripts/build.mjs', 'bridge']);
  });

  it('loses nothing, repeats nothing and keeps the order', { timeout: 120_000 }, async () => {
    const report = await runCrash({ messages: 120, kills: 3, seed: 'short' }, () => undefined);
    expect(report).toMatchObject({ lost: 0, duplicated: 0, inversions: 0, troubles: [] });
    expect(report).toMatchObject({ acknowledged: 120, kills: 3 });
    const none = { unanswered: 0, halved: 0, repeated: 0, inversions: 0, repeatedCalls: 0 };
    expect(report.bot).toMatchObject(none);
    expect(report.bot.turns).toBeGreaterThan(20);
  });
});
