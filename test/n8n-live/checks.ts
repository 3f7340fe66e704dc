/** What was looked at, and what was not as it should be. */
export class Checks {
  readonly #tell: (line: string) => void;
  readonly #explain: () => readonly string[];
  passed = 0;
  failed = 0;

  /** @param explain lines that help to see why a check failed: the end of the log */
  constructor(tell: (line: string) => void, explain: () => readonly string[] = () => []) {
    this.#tell = tell;
    this.#explain = explain;
  }

  /** One check: it fails when `look` throws. @returns what `look` gives, nothing when it failed */
  readonly check = async <T>(name: string, look: () => Promise<T> | T): Promise<T | undefined> => {
    try {
      const seen = await look();
      this.passed += 1;
      this.#tell(`  passed  ${name}`);
      return seen;
    } catch (error) {
      this.failed += 1;
      const said = error instanceof Error ? error.message : String(error);
      this.#tell(`  FAILED  ${name}: ${said}`);
      for (const line of this.#explain()) this.#tell(`          | ${line}`);
      return undefined;
    }
  };
}

/** @throws {Error} with what is there and what should be */
export function same(actual: unknown, expected: unknown, what: string): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== should) throw new Error(`${what} is ${is}, not ${should}`);
}
