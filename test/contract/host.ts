import type { Host, Log } from '../../src/host/index.ts';
import { TransportError } from '../../src/host/index.ts';
import { createNodeHost } from '../../bridges/host/node-host.ts';

const ignore = (): void => undefined;
const silent: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** The daemon's own host, with a wall clock that can be off and requests that can be made to fail on their way. */
export interface ScriptedHost extends Host {
  /** Cuts the connection at the given request from now on, counted from 1, before it reaches the service. */
  failRequest(number: number): void;
  /** Whether the request that was to fail has come. */
  hasFailed(): boolean;
  /** Moves the host's clock against the service's. */
  stepClock(ms: number): void;
  close(): Promise<void>;
}

export function createScriptedHost(): ScriptedHost {
  const node = createNodeHost(silent);
  let untilFailure = 0;
  let failed = false;
  let offsetMs = 0;
  return {
    ...node,
    now: () => node.now() + offsetMs,
    request: (request) => {
      if (untilFailure > 0) {
        untilFailure -= 1;
        if (untilFailure === 0) {
          failed = true;
          return Promise.reject(new TransportError('the connection was cut', 'unknown'));
        }
      }
      return node.request(request);
    },
    failRequest: (number) => {
      untilFailure = number;
      failed = false;
    },
    hasFailed: () => failed,
    stepClock: (ms) => {
      offsetMs += ms;
    },
  };
}
