import { email } from '../people.ts';
import type { Person } from '../people.ts';
import type { Site } from '../site.ts';
import { RestError } from '../../wordpress/error.ts';
import type { SignInFailure } from '../../wordpress/sign-in.ts';
import { basicAccount } from '../../wordpress/sign-in.ts';

/** Who sends a request, as WordPress and as BuddyPress see it. */
export interface Caller {
  /** The person that WordPress knows; undefined for strangers. */
  readonly person: Person | undefined;
  /** The user id inside BuddyPress: 0 for strangers, and for everybody where it looks too early. */
  readonly id: number;
  readonly moderator: boolean;
}

/** @throws {RestError} for wrong credentials where the site looks at them before it does anything else */
export function signIn(site: Site, headers: Headers): Caller {
  const found = basicAccount(site.people.values(), ({ login }) => email(login), headers.get('authorization'));
  if (found === undefined) return { person: undefined, id: 0, moderator: false };
  if (typeof found === 'string') {
    if (site.switches.signIn === 'early') throw complaint(found);
    return { person: undefined, id: 0, moderator: false };
  }
  return { person: found, id: site.switches.signIn === 'never' ? 0 : found.id, moderator: found.moderator };
}

function complaint(failure: SignInFailure): RestError {
  const messages: Record<SignInFailure, string> = {
    incorrect_password: 'The provided password is an invalid application password.',
    invalid_username: '<strong>Error:</strong> Unknown username. Check again or try your email address.',
    invalid_email: '<strong>Error:</strong> Unknown email address. Check again or try your username.',
  };
  return new RestError(401, failure, messages[failure]);
}
