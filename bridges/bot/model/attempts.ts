import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../../src/host/index.ts';
import { redact, retryDelayMs } from '../../../src/host/index.ts';
import { ModelError } from '../model-error.ts';
import { Failure, isFinalForKey } from './failure.ts';

/** Somebody waits for the answer: a model that is to be left alone for longer is not waited for. */
const LONGEST_WAIT_MS = 60_000;

export interface Attempts {
  /** Models, in order. */
  readonly names: readonly string[];
  /** Tries for each. */
  readonly attempts: number;
  /** What is tried, as a verb: "ask", "have a text checked by". */
  readonly verb: string;
  /** Host of the service. */
  readonly host: string;
  readonly secrets: readonly string[];
  readonly signal: AbortSignal;
  readonly log: Log;
}

interface GivenUp {
  readonly name: string;
  readonly times: number;
  readonly failure: Failure;
}

/**
 * Tries one model after the other. What may pass is tried again after `500 ms × 2^(attempt − 1)` and a fifth more at
 * random, or after as long as the service says.
 * @param attempt throws a {@link Failure} for what came to nothing; everything else is thrown on
 * @throws {ModelError} of the kind of the first model, which is the one that was wanted, or at once for a key that
 * opens nothing
 * @throws the reason of the signal
 */
export async function throughAttempts<T>(
  options: Attempts,
  attempt: (name: string) => Promise<T>,
): Promise<T> {
  const givenUp: GivenUp[] = [];
  for (const name of options.names) {
    for (let times = 1; ; times += 1) {
      options.signal.throwIfAborted();
      try {
        return await attempt(name);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        const waitMs = waitAfter(error, times, options.attempts);
        options.log.warn(
          {
            model: name,
            host: options.host,
            kind: error.kind,
            attempt: times,
            cameBack: clean(error.cameBack, options.secrets),
            ...(waitMs === undefined ? {} : { againInMs: waitMs }),
          },
          `Could not ${options.verb} the model`,
        );
        if (waitMs === undefined) {
          givenUp.push({ name, times, failure: error });
          if (isFinalForKey(error.kind)) throw tell(givenUp.slice(-1), options);
          break;
        }
        await pause(waitMs, options.signal);
      }
    }
  }
  throw tell(givenUp, options);
}

/** Undefined: not again. */
function waitAfter(failure: Failure, times: number, attempts: number): number | undefined {
  if (failure.isFinal || times >= attempts) return undefined;
  const waitMs = retryDelayMs(times, Math.random(), failure.retryAfterMs);
  return waitMs > LONGEST_WAIT_MS ? undefined : waitMs;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}

function tell(givenUp: readonly GivenUp[], { verb, host, secrets }: Attempts): ModelError {
  const [first] = givenUp;
  if (!first)
    return new ModelError('invalid', `Could not ${verb} a model at ${host}: none is named. Name one.`);
  const tries = givenUp.map(({ name, times, failure }) => {
    const often = times > 1 ? ` (${String(times)} times)` : '';
    return `"${name}" at ${host}${often}: ${failure.cameBack}.`;
  });
  const advice = [...new Set(givenUp.map(({ failure }) => failure.advice))];
  const waits = givenUp.flatMap(({ failure }) => failure.retryAfterMs ?? []);
  return new ModelError(
    first.failure.kind,
    clean(`Could not ${verb} the model ${tries.join(' Then ')} ${advice.join(' ')}`, secrets),
    waits.length === 0 ? {} : { retryAfterMs: Math.min(...waits) },
  );
}

/** Services like to repeat a wrong key, whole or with stars in it. */
function clean(text: string, secrets: readonly string[]): string {
  return redact(text, secrets).replaceAll(/\b(?:sk|pk|key)-[\w*-]{4,}/g, '[hidden]');
}
