/** Lets everybody through while it is open, and has them wait while it is closed. */
export interface Gate {
  isClosed(): boolean;
  /** Resolves at once when open, else when it is opened the next time. */
  opened(): Promise<void>;
  open(): void;
  close(): void;
}

export function createGate(): Gate {
  let waiting: { readonly opened: Promise<void>; release(): void } | undefined;
  return {
    isClosed: () => waiting !== undefined,
    opened: () => waiting?.opened ?? Promise.resolve(),
    open() {
      waiting?.release();
      waiting = undefined;
    },
    close() {
      if (waiting) return;
      let release: () => void = () => undefined;
      const opened = new Promise<void>((resolve) => {
        release = resolve;
      });
      waiting = { opened, release };
    },
  };
}
