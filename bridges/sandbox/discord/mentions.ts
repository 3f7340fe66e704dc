import type { Guild } from './guild.ts';
import { SUPPORT_PEOPLE, SUPPORT_ROLE } from './seed.ts';

/** What a sender lets its text do. Absent: everything that the text says. */
export interface AllowedMentions {
  readonly parse?: readonly string[] | undefined;
  readonly users?: readonly string[] | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly repliedUser?: boolean | undefined;
}

export interface Mentioned {
  readonly mentions: readonly string[];
  readonly mentionRoles: readonly string[];
  readonly mentionEveryone: boolean;
  /** Ids of the people who get a notification because they are named. */
  readonly named: readonly string[];
  /** Ids of all who get one, by a role or as everyone too. */
  readonly notified: readonly string[];
}

/** Marks mean nothing inside of code, nor do mentions. */
const CODE = /```[\s\S]*?```|``[^\n]*?``|`[^`\n]*`/g;

/** Who a text mentions and notifies, as far as its sender allows. `answered` is the author of the message it answers. */
export function mentionedIn(
  guild: Guild,
  content: string,
  allowed: AllowedMentions | undefined,
  answered?: string,
): Mentioned {
  const text = content.replace(CODE, ' ');
  const parses = (kind: string): boolean => allowed === undefined || (allowed.parse ?? []).includes(kind);
  const named = [...text.matchAll(/<@!?(\d+)>/g)].map((match) => match[1] ?? '');
  const users = named.filter(
    (id) => guild.users.has(id) && (parses('users') || (allowed?.users ?? []).includes(id)),
  );
  const roles = [...text.matchAll(/<@&(\d+)>/g)]
    .map((match) => match[1] ?? '')
    .filter((id) => id === SUPPORT_ROLE.id && (parses('roles') || (allowed?.roles ?? []).includes(id)));
  const everyone = parses('everyone') && /@(?:everyone|here)/.test(text);
  const pinged = answered !== undefined && (allowed === undefined || allowed.repliedUser === true);
  const mentions = [...new Set(pinged && guild.users.has(answered) ? [...users, answered] : users)];
  const people = [...guild.users.keys()];
  return {
    mentions,
    mentionRoles: [...new Set(roles)],
    mentionEveryone: everyone,
    named: mentions,
    notified: [
      ...new Set([...mentions, ...(roles.length > 0 ? SUPPORT_PEOPLE : []), ...(everyone ? people : [])]),
    ],
  };
}
