import { encodeEmoji } from './emoji.ts';
import { cleanMessage, cleanSubject } from './kses.ts';
import { addSlashes, stripSlashes } from './slashes.ts';

/** Characters that the subject column holds. */
const SUBJECT_LENGTH = 200;

/** A message as it is stored. */
export function storedMessage(sent: string): string {
  return encodeEmoji(cleanMessage(sent));
}

/** A subject as it is stored: with slashes, without single backslashes, cut without regard to entities. */
export function storedSubject(sent: string): string {
  return Array.from(encodeEmoji(addSlashes(cleanSubject(stripSlashes(sent)))))
    .slice(0, SUBJECT_LENGTH)
    .join('');
}
