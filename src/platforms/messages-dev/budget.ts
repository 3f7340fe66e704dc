import type { Host } from '../../host/index.ts';

const HOUR_MS = 3_600_000;

/** Counts the calls of one key, so that what can wait does not use up what cannot. */
export interface Budget {
  /** One call goes out. */
  spend(): void;
  /** Calls within the last hour, as far as this process knows. */
  spent(): number;
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
  const calls: number[] = [];
  const forget = (): void => {
    const since = host.now() - HOUR_MS;
    const kept = calls.findIndex((at) => at > since);
    if (kept !== 0) calls.splice(0, kept < 0 ? calls.length : kept);
  };
  return {
    spend() {
      forget();
      calls.push(host.now());
    },
    spent() {
      forget();
      return calls.length;
    },
  };
}
