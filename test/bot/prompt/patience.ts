import type { Emulator } from '../../../bridges/sandbox/kit/index.ts';
import { ServiceError } from '../../../src/host/index.ts';

/** Repeats a call that certainly was not carried out because it came too fast, after stepping the service's clock. */
export async function patiently<T>(emulator: Emulator, call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ServiceError) || error.kind !== 'rate-limited') throw error;
      emulator.clock.step((error.retryAfterMs ?? 1_000) + 1);
    }
  }
}
