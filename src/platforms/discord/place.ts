/**
 * Where a message stands. Messages in a thread belong to the conversation of the channel above it, and are named
 * `<thread>/<message>` there; all others have Discord's own id.
 */
export interface Spot {
  /** The channel or thread that the API wants to hear of. */
  readonly channel: string;
  readonly message: string;
}

export function spotOf(conversation: string, id: string): Spot {
  const [first = '', second] = id.split('/');
  return second === undefined
    ? { channel: conversation, message: first }
    : { channel: first, message: second };
}

export function idIn(conversation: string, channel: string, message: string): string {
  return channel === conversation ? message : `${channel}/${message}`;
}

/** Discord's own id of a message. */
export function bareId(id: string): string {
  return id.slice(id.indexOf('/') + 1);
}
