import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Part } from '../part.ts';
import { N8n } from '../process.ts';
import type { Stage } from '../stage.ts';
import { installPackage } from '../stage.ts';

const run = promisify(execFile);

/** Starts of each kind, one after the other in turn. */
const STARTS = 3;
const LOADS = 5;
const MOST_MS = 150;
const MOST_MIB = 15;

const loadSchema = z.object({ ms: z.number(), mib: z.number() });
type Load = z.infer<typeof loadSchema>;

/** Loads what n8n loads at its start, in a process that has n8n-workflow already. */
const SCRIPT = `
  const path = require('node:path');
  const { folder, files } = JSON.parse(process.argv[1]);
  require('n8n-workflow');
  const taken = () => { gc(); return process.memoryUsage().rss; };
  const before = taken();
  const begin = performance.now();
  const made = files.map((file) => new (require(path.join(folder, file))[path.basename(file).split('.')[0]])());
  const ms = performance.now() - begin;
  process.stdout.write(JSON.stringify({ ms, mib: (taken() - before) / 2 ** 20, made: made.length }));
`;

export const cost: Part = {
  name: 'cost',
  what: 'what the package adds to the start of n8n: time and memory',
  async run(stage, { check }, tell) {
    const loads: Load[] = [];
    await check('all nodes and credentials are loaded', async () => {
      for (let count = 0; count < LOADS; count += 1) loads.push(await load(stage));
    });
    // What else the machine does only ever adds to it.
    const ms = Math.min(...loads.map((one) => one.ms));
    const mib = median(loads.map((one) => one.mib));
    tell(`  loading all nodes takes ${ms.toFixed(0)} ms and ${mib.toFixed(1)} MiB`);
    await check(`loading takes less than ${String(MOST_MS)} ms`, () => {
      if (!(ms < MOST_MS)) throw new Error(`It takes ${ms.toFixed(0)} ms.`);
    });
    await check(`loading takes less than ${String(MOST_MIB)} MiB`, () => {
      if (!(mib < MOST_MIB)) throw new Error(`It takes ${mib.toFixed(1)} MiB.`);
    });
    await check('n8n starts with and without the package', async () => {
      for (const line of await compareStarts(stage)) tell(`  ${line}`);
    });
  },
};

async function load({ app, package: { folder, files } }: Stage): Promise<Load> {
  const args = ['--expose-gc', '-e', SCRIPT, JSON.stringify({ folder, files })];
  const env = { NODE_PATH: path.join(app, 'node_modules') };
  const { stdout } = await run(process.execPath, args, { cwd: app, env });
  return loadSchema.parse(JSON.parse(stdout));
}

/** The same n8n, each with a database of its own that is there already. */
async function compareStarts({ app, folder, package: { folder: packed } }: Stage): Promise<string[]> {
  const without = await N8n.prepare({ app, folder: path.join(folder, 'without') });
  const withIt = await N8n.prepare({ app, folder: path.join(folder, 'with') });
  await installPackage(packed, withIt.folder);
  const kinds = [
    { name: 'without the package', n8n: without, starts: [] as Start[] },
    { name: 'with the package   ', n8n: withIt, starts: [] as Start[] },
  ];
  try {
    for (const { n8n } of kinds) await startOnce(n8n);
    for (let count = 0; count < STARTS; count += 1) {
      for (const { n8n, starts } of kinds) starts.push(await startOnce(n8n));
    }
  } finally {
    for (const { n8n } of kinds) await n8n.kill();
  }
  return kinds.map(({ name, starts }) => {
    const ms = median(starts.map((one) => one.ms));
    const mib = median(starts.map((one) => one.mib));
    return `n8n ${name}: ready after ${ms.toFixed(0)} ms with ${mib.toFixed(0)} MiB (median of ${String(STARTS)})`;
  });
}

type Start = Load;

async function startOnce(n8n: N8n): Promise<Start> {
  const ms = await n8n.start();
  const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(n8n.pid)]);
  await n8n.stop();
  return { ms, mib: Number(stdout) / 1024 };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
