import { constants } from 'node:os';

/** The signals that stop Parley. SIGHUP comes when the terminal closes; it does not reload anything. */
const STOPPING = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
export type StopSignal = (typeof STOPPING)[number];

export interface StopSignals {
  /** Resolves with the first signal. A second one ends the process at once, with 128 + its number. */
  readonly first: Promise<StopSignal>;
  /** Gives the signals back their usual effect. */
  dispose(): void;
}

/** Listens for the signals that stop Parley. */
export function listenForStop(): StopSignals {
  let received: ((signal: StopSignal) => void) | undefined;
  const first = new Promise<StopSignal>((resolve) => {
    received = resolve;
  });
  const onSignal = (signal: StopSignal): void => {
    if (!received) process.exit(128 + constants.signals[signal]);
    received(signal);
    received = undefined;
  };
  for (const signal of STOPPING) process.on(signal, onSignal);
  return {
    first,
    dispose: () => {
      for (const signal of STOPPING) process.off(signal, onSignal);
    },
  };
}
