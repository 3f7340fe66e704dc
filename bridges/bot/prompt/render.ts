import type { Message } from '../../../src/model/index.ts';
import { excerpt } from '../../../src/text/index.ts';
import type { Dates } from './dates.ts';
import { escapeName, escapeText } from './escape.ts';
import type { Marks } from './marks.ts';
import type { Told } from './origin.ts';
import type { Speaker, Speakers } from './speakers.ts';
import { wordsAndFilesOf } from './words.ts';

const EXCERPT = 120;

/** Writes messages as a model is shown them. */
export interface Renderer {
  /** A message of somebody else between its marks. @param words instead of those of the message */
  message(message: Message, answered?: Told, words?: string): string;
  /** Words of the bot itself. */
  own(message: Message): string;
  /** Who wrote it, and when. */
  speaker(message: Message): Speaker;
}

export function createRenderer(marks: Marks, speakers: Speakers, dates: Dates): Renderer {
  return {
    speaker: (message) => speakers.of(message.author),
    own: (message) => escapeText(wordsAndFilesOf(message)),
    message(message, answered, words) {
      const { name, known, kind } = speakers.of(message.author);
      const attributes = {
        from: name,
        known,
        kind,
        at: dates.moment(message.sentAt),
        edited: message.editedAt === undefined ? undefined : dates.moment(message.editedAt),
        answers: answered && quotation(answered, speakers),
      };
      return marks.block('message', attributes, words ?? wordsAndFilesOf(message));
    },
  };
}

function quotation({ message, mine }: Told, speakers: Speakers): string {
  const who = mine ? 'you' : speakers.of(message.author).name;
  const [file] = message.attachments;
  const words = excerpt(message.text, EXCERPT) || (file ? `[${file.kind}: ${file.name}]` : '');
  return `${who}: '${escapeName(words, EXCERPT)}'`;
}
