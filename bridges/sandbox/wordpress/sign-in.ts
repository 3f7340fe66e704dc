/** A user that WordPress knows. */
export interface Account {
  readonly id: number;
  readonly login: string;
}

export type SignInFailure = 'incorrect_password' | 'invalid_username' | 'invalid_email';

/** The application password of a user of the sandbox. Anybody may know it: it opens nothing but the emulators. */
export function applicationPassword(login: string): string {
  return `sand boxx ${login.padEnd(8, '0')} only demo 0000`;
}

/**
 * Whom `Authorization: Basic` names by login or e-mail address and application password; undefined without the
 * header.
 */
export function basicAccount<T extends Account>(
  accounts: Iterable<T>,
  emailOf: (account: T) => string,
  authorization: string | null,
): T | SignInFailure | undefined {
  const encoded = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  if (colon === -1) return undefined;
  const user = pair.slice(0, colon);
  for (const account of accounts) {
    if (account.login !== user && emailOf(account) !== user) continue;
    const right = bare(pair.slice(colon + 1)) === bare(applicationPassword(account.login));
    return right ? account : 'incorrect_password';
  }
  return user.includes('@') ? 'invalid_email' : 'invalid_username';
}

/** Only letters and digits of an application password count. */
function bare(password: string): string {
  return password.replaceAll(/[^a-z\d]/gi, '');
}
