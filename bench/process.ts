import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** A program under measurement. */
export interface Program {
  readonly pid: number;
  /** The first line it printed. */
  readonly firstLine: Promise<string>;
  /** Resident memory, MiB. */
  memoryMiB(): number;
  end(signal: NodeJS.Signals): Promise<void>;
}

/** Starts a bundled program. What it says on standard error goes to ours. */
export function startProgram(file: string, args: readonly string[], cwd: string): Program {
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'], cwd });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${file} could not be started.`);
  return {
    pid,
    firstLine: firstLineOf(child, file),
    memoryMiB: () => residentKiB(pid) / 1024,
    end: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    },
  };
}

async function firstLineOf(child: ChildProcess, file: string): Promise<string> {
  if (!child.stdout) throw new Error(`${file} has no standard output.`);
  for await (const line of createInterface({ input: child.stdout })) {
    child.stdout.resume();
    return line;
  }
  throw new Error(`${file} ended without a word.`);
}

function residentKiB(pid: number): number {
  const status = `/proc/${String(pid)}/status`;
  if (existsSync(status)) return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1]);
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).trim());
}
