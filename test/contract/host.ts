import type { Host, Log } from '../../src/host/index.ts';
import { createNodeHost } from '../../bridges/host/node-host.ts';

const ignore = (): void => undefined;
const silent: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
/** Waits between two looks are so many times shorter than in the daemon, where a platform says nothing else. */
const SLEEP_SHORTER = 20;

/** The daemon's own host, with a wall clock that can be off. */
export interface ScriptedHost extends Host {
  /** Moves the host's clock against the service's. */
  stepClock(ms: number): void;
  close(): Promise<void>;
}

export function createScriptedHost(sleepShorter = SLEEP_SHORTER): ScriptedHost {
  const node = createNodeHost(silent);
  let offsetMs = 0;
  return {
    ...node,
    now: () => node.now() + offsetMs,
    sleep: (ms, signal) => node.sleep(ms / sleepShorter, signal),
    stepClock: (ms) => {
      offsetMs += ms;
    },
  };
}
