import { RestError } from '../../wordpress/error.ts';

/** 401 for strangers, 403 for people who are known. */
export function refused(
  loggedIn: boolean,
  message = 'Sorry, you are not allowed to perform this action.',
): RestError {
  return new RestError(loggedIn ? 403 : 401, 'bp_rest_authorization_required', message);
}

export function invalidId(message: string): RestError {
  return new RestError(404, 'bp_rest_invalid_id', message);
}
