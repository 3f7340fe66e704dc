/** A recorded pair that the emulator is not meant to repeat. */
interface Exception {
  readonly system: string;
  /** Name of the pair. */
  readonly name: string;
  readonly reason: string;
}

/** Every known exception, all systems. */
export const exceptions: readonly Exception[] = [];

export function isExcepted(system: string, name: string): true | undefined {
  return exceptions.some((exception) => exception.system === system && exception.name === name) || undefined;
}
