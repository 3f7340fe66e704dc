import type { Account } from '../wordpress/sign-in.ts';

/** A user of the site. */
export interface Person extends Account {
  /** As people read it. */
  name: string;
  readonly admin: boolean;
  /** Unix seconds of the last change of the profile. */
  changed: number;
  /** Who may start a conversation with the user. */
  mayStart: 'everyone' | 'nobody';
  readonly options: Map<string, string>;
}

/** A visitor without an account, or an AI bot, which the plugin keeps in the same table. Its user id is negative. */
export interface Guest {
  readonly id: number;
  name: string;
  readonly secret: string;
  /** Unix seconds of the last call; 0 before the first. */
  active: number;
  /** The post that holds a bot's settings. */
  readonly bot?: number;
}

export function person(id: number, login: string, name: string, admin = false): Person {
  return { id, login, name, admin, changed: 0, mayStart: 'everyone', options: new Map() };
}

export function email(login: string): string {
  return `${login}@example.test`;
}
