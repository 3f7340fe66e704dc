import { z } from 'zod';
import { plainText } from '../../../../src/text/index.ts';
import type { Message } from '../../../../src/model/index.ts';
import { quoted } from '../text.ts';
import type { BuiltIn } from './built-in.ts';
import { builtIn } from './built-in.ts';

const MOST = 20;
/** Characters of one message that is found. */
const EXCERPT = 1000;

const schema = z.object({
  words: z.string().trim().min(1).max(500),
  limit: z.number().int().min(1).max(MOST).default(8),
});

/** Looks into the conversation of the turn, and no other. */
export function searchTool(): BuiltIn {
  return builtIn(
    {
      name: 'search_conversation',
      description:
        'Finds earlier messages of this conversation by words in them, best first. ' +
        'Use it when somebody refers to something that is not among the messages shown.',
      parameters: {
        type: 'object',
        properties: {
          words: {
            type: 'string',
            description: 'Words to look for; a message with more of them comes first.',
            maxLength: 500,
          },
          limit: { type: 'integer', minimum: 1, maximum: MOST, description: 'Messages at most. Default: 8' },
        },
        required: ['words'],
        additionalProperties: false,
      },
    },
    schema,
    async ({ words, limit }, turn, { bot, store }) => {
      const { resetAt = 0 } = await store.desk(bot.name, turn.place);
      const asked = new Set(turn.heard.map(({ message }) => message.id));
      // What asked has the same words in it, and nothing from before a reset is remembered.
      const found = (await store.search(turn.place, words, limit + asked.size)).filter(
        ({ id, sentAt }) => !asked.has(id) && Date.parse(sentAt) >= resetAt,
      );
      if (found.length === 0) return { text: 'No earlier message of this conversation has these words.' };
      return { text: found.slice(0, limit).map(toLine).join('\n') };
    },
  );
}

/** On one line, so that nobody's message looks like another's. */
function toLine({ author, sentAt, text, attachments }: Message): string {
  const files = attachments.map(({ name }) => `[file: ${quoted(name, 100)}]`);
  const words = [quoted(plainText(text), EXCERPT), ...files].filter(Boolean).join(' ');
  return `${sentAt} ${JSON.stringify(quoted(author.name, 60))} (${author.kind}): ${words}`;
}
