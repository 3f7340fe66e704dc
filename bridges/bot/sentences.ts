import type { ModelErrorKind } from './contract.ts';

/*
 * What a bot says when there is no answer to give. In the conversation nobody can mend a key or a quota, so people are
 * told what they can do; the operator reads the reason in the log.
 */

export const EMPTY_ANSWER = 'I have no answer to that. Please try to ask in other words.';
export const REFUSED = 'I cannot help with that.';
export const UNFIT = 'I would rather not answer that.';
export const CUT = '… *(My answer reached its limit of length and ends here. Ask me to go on for the rest.)*';
export const UNFINISHED = '*(I could not finish this answer.)*';
export const BROKEN = 'Something went wrong on my side, so I cannot answer this. Please ask again later.';
export const NOT_CARRIED_OUT =
  'Something went wrong on my side, so I could not do that. Please try again later.';

/** What the model is told of a tool that was begun by a process which then ended. */
export const UNKNOWN_OUTCOME =
  'The program was restarted while this call was under way. Nobody knows whether it was carried out. Do not repeat it ' +
  'unless the person asks; say that its outcome is not known.';

/** What the model is told of calls beyond those that one turn may have. */
export const NO_MORE_CALLS =
  'This call was not made: no more calls are allowed for this answer. Answer with what is known.';

const UNREACHABLE = 'I cannot reach my model just now, so I cannot answer. Please ask again later.';

const BY_KIND: Readonly<Record<ModelErrorKind, string>> = {
  auth: BROKEN,
  quota: BROKEN,
  'rate-limited': 'I am asked too much just now. Please ask again in a few minutes.',
  unavailable: UNREACHABLE,
  timeout: 'My model took too long to answer. Please ask again later.',
  'no-model': BROKEN,
  invalid: BROKEN,
  'too-long': 'That is more than I can read at once. Please ask with less text.',
  protocol: EMPTY_ANSWER,
};

/** What people are told when no model answers. */
export function sorry(kind: ModelErrorKind): string {
  return BY_KIND[kind];
}
