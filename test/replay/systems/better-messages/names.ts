const LOGINS = ['', 'admin', 'alice', 'bob', 'carol', 'botuser'];

/** The user ids of the recorded site. */
export const ADMIN = 1;
export const ALICE = 2;
export const BOB = 3;
export const CAROL = 4;
export const BOT = 5;

export function loginId(login: string): number {
  return LOGINS.indexOf(login);
}
