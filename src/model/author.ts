/**
 * Who wrote a message, as far as the platform tells.
 *
 * - `person`: somebody with an account there
 * - `guest`: somebody without one
 * - `bot`: another program
 * - `self`: the very account that Parley is signed in with; such messages are never mirrored
 * - `system`: the platform itself ("X joined")
 */
export type AuthorKind = 'person' | 'guest' | 'bot' | 'self' | 'system';

/** The author of a message. */
export interface Author {
  /** The platform's own id, as a string. */
  readonly id: string;
  /** Name as people see it; the id where the platform shows no name. */
  readonly name: string;
  readonly kind: AuthorKind;
  /** Absolute http(s) address of a picture. */
  readonly avatarUrl?: string;
}

/** The account that a connection is signed in as. */
export interface Identity {
  readonly id: string;
  readonly name: string;
}
