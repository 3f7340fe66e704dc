import type { Message } from '../../../src/model/index.ts';
import type { MemoryConfig } from '../../config/bot-model.ts';
import type { Marks } from './marks.ts';
import type { Tokens } from './tokens.ts';
import { wordsAndFilesOf } from './words.ts';

/** What is answered, of what is shown: text and files may take so many times the memory, and at least so much. */
const TIMES_MEMORY = 2;
const AT_LEAST = 2000;
/** However little is left, so much of each text is shown. */
const OF_EACH = 200;

export interface Asked {
  readonly message: Message;
  readonly transcript: string | undefined;
  /** The message between its marks, with these words. */
  heading(words: string): string;
}

export interface Questions {
  /** The messages that are answered and their text files, shortened in the middle where they are too long. */
  write(
    asked: readonly Asked[],
    files: readonly { readonly name: string; readonly text: string }[],
  ): Promise<{ readonly blocks: readonly string[]; readonly words: string }>;
  /** A text between marks, shortened without losing them. */
  shortenBlock(block: string, limit: number): Promise<string>;
}

export function createQuestions({
  marks,
  tokens,
  memory,
}: {
  readonly marks: Marks;
  readonly tokens: Tokens;
  readonly memory: MemoryConfig;
}): Questions {
  return {
    async write(asked, files) {
      let left = Math.max(AT_LEAST, memory.tokens * TIMES_MEMORY);
      const take = async (text: string): Promise<string> => {
        const fitting = await tokens.shorten(text, Math.max(OF_EACH, left));
        left -= await tokens.count(fitting);
        return fitting;
      };
      const blocks: string[] = [];
      const words: string[] = [];
      // The newest counts most, and a message more than what came with it.
      for (const { message, transcript, heading } of asked.toReversed()) {
        const spoken = transcript === undefined ? [] : [`[voice note, written down] ${transcript}`];
        const said = await take([wordsAndFilesOf(message), ...spoken].join('\n'));
        blocks.unshift(heading(said));
        words.unshift(said);
      }
      for (const { name, text } of files) blocks.push(marks.block('file', { name }, await take(text)));
      return { blocks, words: words.join('\n') };
    },

    async shortenBlock(block, limit) {
      const [first = '', ...rest] = block.split('\n');
      const last = rest.at(-1);
      if (!first.startsWith(`⟦${marks.key} `) || last === undefined) return tokens.shorten(block, limit);
      return [first, await tokens.shorten(rest.slice(0, -1).join('\n'), limit), last].join('\n');
    },
  };
}
