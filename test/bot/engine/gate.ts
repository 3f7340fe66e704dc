/** Something that holds answers back until it is opened, and tells when one has come to it. */
export interface Gate {
  /** Awaited by what is to be held. */
  pass(): Promise<void>;
  /** Resolves when something waits. */
  reached(): Promise<void>;
  open(): void;
}

export function gate(): Gate {
  const opened = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  return {
    pass() {
      reached.resolve();
      return opened.promise;
    },
    reached: () => reached.promise,
    open() {
      opened.resolve();
    },
  };
}
