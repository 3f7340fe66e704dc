import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startDaemon } from '../../cli/daemon.ts';
import { loadConfig } from '../../config/index.ts';
import { createLog } from '../../host/log.ts';
import { platforms, sockets } from '../../platforms.ts';
import type { Environment } from './bot.ts';

/** A daemon that was killed stays away so long, so that one can see what that means. */
const AWAY_MS = 2_000;
/** What the shipped program is called; a daemon of its own process is started through it. */
const PROGRAM = 'parley.js';

export interface DemoDaemon {
  /** Kills the daemon without warning and starts it again a little later; absent where it runs in this process. */
  readonly kill?: () => Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the daemon as `parley run` would: as a process of its own, which can be killed, or in this process, where
 * there is no program to start (tests) or none is wanted.
 */
export async function launchDaemon(
  configFile: string,
  options: { ownProcess: boolean; env: Environment },
): Promise<DemoDaemon> {
  const program = fileURLToPath(import.meta.url);
  if (options.ownProcess && path.basename(program) === PROGRAM) return launchProcess(program, configFile);
  const config = loadConfig(configFile, options.env, platforms);
  return startDaemon(config, { log: createLog(config.log, () => config.secrets), platforms, sockets });
}

function launchProcess(program: string, configFile: string): DemoDaemon {
  let stopping = false;
  let child = start();

  function start(): ChildProcess {
    const args = ['run', '--config', configFile];
    const started = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
    started.once('exit', () => {
      if (!stopping) void sleep(AWAY_MS, undefined, { ref: false }).then(restart);
    });
    return started;
  }
  function restart(): void {
    if (!stopping) child = start();
  }
  return {
    kill: async () => {
      if (!isRunning(child)) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
    stop: async () => {
      stopping = true;
      if (!isRunning(child)) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}
