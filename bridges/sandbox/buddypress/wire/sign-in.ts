import type { Site } from '../site.ts';
import { applicationPassword, email } from '../people.ts';
import type { Person } from '../people.ts';
import { RestError } from './error.ts';

/** Who sends a request, as WordPress and as BuddyPress see it. */
export interface Caller {
  /** The person that WordPress knows; undefined for strangers. */
  readonly person: Person | undefined;
  /** The user id inside BuddyPress: 0 for strangers, and for everybody where it looks too early. */
  readonly id: number;
  readonly moderator: boolean;
}

/** @throws {RestError} for wrong credentials where the site looks at them before it does anything else */
export function signIn(site: Site, authorization: string | undefined): Caller {
  const found = identify(site, authorization);
  if (found === undefined) return { person: undefined, id: 0, moderator: false };
  if (typeof found === 'string') {
    if (site.switches.signIn === 'early') throw complaint(found);
    return { person: undefined, id: 0, moderator: false };
  }
  return { person: found, id: site.switches.signIn === 'never' ? 0 : found.id, moderator: found.moderator };
}

type Failure = 'incorrect_password' | 'invalid_username' | 'invalid_email';

function identify(site: Site, authorization: string | undefined): Person | Failure | undefined {
  const encoded = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  if (colon === -1) return undefined;
  const user = pair.slice(0, colon);
  const person = [...site.people.values()].find(({ login }) => login === user || email(login) === user);
  if (!person) return user.includes('@') ? 'invalid_email' : 'invalid_username';
  return bare(pair.slice(colon + 1)) === bare(applicationPassword(person.login))
    ? person
    : 'incorrect_password';
}

/** Only letters and digits of an application password count. */
function bare(password: string): string {
  return password.replaceAll(/[^a-z\d]/gi, '');
}

function complaint(failure: Failure): RestError {
  const messages: Record<Failure, string> = {
    incorrect_password: 'The provided password is an invalid application password.',
    invalid_username: '<strong>Error:</strong> Unknown username. Check again or try your email address.',
    invalid_email: '<strong>Error:</strong> Unknown email address. Check again or try your username.',
  };
  return new RestError(401, failure, messages[failure]);
}
