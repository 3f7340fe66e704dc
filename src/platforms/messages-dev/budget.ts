import type { Host } from '../../host/index.ts';

/** Calls that one key may make within an hour; the next ones are answered with 429. */
const CALLS_AN_HOUR = 1000;
const HOUR_MS = 3_600_000;

/** Counts the calls of one key, so that what can wait does not use up what cannot. */
export interface Budget {
  /** One call goes out. */
  spend(): void;
  /** Calls that are left within the running hour, as far as this process knows. */
  left(): number;
}

const budgets = new WeakMap<Host, Map<string, Budget>>();

/** The budget of a key: one for all accounts of a program that share the key (lines have none of their own). */
export function budgetOf(apiKey: string, host: Host): Budget {
  const ofHost = budgets.get(host) ?? new Map<string, Budget>();
  budgets.set(host, ofHost);
  const budget = ofHost.get(apiKey) ?? createBudget(host);
  ofHost.set(apiKey, budget);
  return budget;
}

function createBudget(host: Host): Budget {
  let spent: number[] = [];
  return {
    spend() {
      spent.push(host.now());
    },
    left() {
      const since = host.now() - HOUR_MS;
      spent = spent.filter((at) => at > since);
      return Math.max(0, CALLS_AN_HOUR - spent.length);
    },
  };
}
