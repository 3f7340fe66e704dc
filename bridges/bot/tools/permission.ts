import type { ToolRule } from '../../config/bot-model.ts';
import type { PersonConfig } from '../../config/model.ts';
import type { Place } from '../../journal/contract.ts';
import { isListed } from '../manners/people.ts';

/** Where and for whom a tool is to be called. */
export interface Asking {
  readonly place: Place;
  /** All who are answered; nobody when the turn has words that nobody asked for. */
  readonly people: readonly { readonly id: string; readonly name: string }[];
}

/** What of the servers may be called, where and for whom. Nothing else may. */
export interface Permissions {
  /** Whether a tool may be called: each of the people has to be allowed, by one rule or by several. */
  allows(server: string, tool: string, asking: Asking): boolean;
  /** Whether anything of a server may be called, so that it is worth starting. */
  concerns(server: string, asking: Asking): boolean;
  /** Whether a rule names the very tool. */
  names(server: string, tool: string): boolean;
}

export function createPermissions(rules: readonly ToolRule[], known: readonly PersonConfig[]): Permissions {
  const holds = (rulesHere: readonly ToolRule[], { place, people }: Asking): boolean => {
    const open = rulesHere.filter((rule) => isIn(rule, place));
    if (open.some((rule) => rule.people.length === 0)) return true;
    return (
      people.length > 0 &&
      people.every((author) =>
        open.some((rule) => isListed(rule.people, { account: place.account, author, people: known })),
      )
    );
  };
  return {
    allows: (server, tool, asking) =>
      holds(
        rules.filter((rule) => rule.tool === `${server}.*` || rule.tool === `${server}.${tool}`),
        asking,
      ),
    // Rules for several tools, taken together, may promise more than each tool of them holds; starting does no harm.
    concerns: (server, asking) =>
      holds(
        rules.filter((rule) => rule.tool.startsWith(`${server}.`)),
        asking,
      ),
    names: (server, tool) => rules.some((rule) => rule.tool === `${server}.${tool}`),
  };
}

function isIn(rule: ToolRule, place: Place): boolean {
  if (rule.in.length === 0) return true;
  return rule.in.some(
    ({ account, conversation }) =>
      account === place.account && (conversation === undefined || conversation === place.conversation),
  );
}
