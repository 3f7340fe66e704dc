import type { Asked, Script } from './script.ts';

/** A call of a tool that has one thing to say. */
const call = (name: string, args: object) => ({ toolCalls: [{ name, arguments: JSON.stringify(args) }] });

const after = ({ question }: Asked, pattern: RegExp): string =>
  pattern.exec(question)?.[1]?.trim() ?? question;

const NOTE = /\b(?:remember|note)(?: that)?[ :]+(\S[^\n]{0,280})/i;
const SEARCH = /\b(?:search|look|find)(?: for)?[ :]+(\S[^\n?!.]{0,200})/i;

/**
 * Says what it is, calls the tools that a bot of this project may have, and otherwise repeats what it understood: the
 * script of a sandbox without another one.
 */
export const politeScript: Script = [
  {
    when: { said: /\b(talk|speak)\b.*\b(person|human|somebody)\b/i, tool: 'hand_over', afterTool: false },
    answer: () =>
      call('hand_over', {
        reason: 'Somebody asked for a person.',
        summary: 'A script of the sandbox hands over, because it cannot help any further.',
      }),
  },
  {
    when: { said: NOTE, tool: 'remember_note', afterTool: false },
    answer: (asked) => call('remember_note', { note: after(asked, NOTE) }),
  },
  {
    when: { said: SEARCH, tool: 'search_conversation', afterTool: false },
    answer: (asked) => call('search_conversation', { words: after(asked, SEARCH) }),
  },
  {
    when: { said: /\b(who|what) are you\b/i, afterTool: false },
    answer: {
      text: 'I am a script of the sandbox, not a model: I answer a few sentences by rule and repeat the others.',
    },
  },
  {
    when: { said: /\bcount to (ten|10)\b/i, afterTool: false },
    answer: {
      text: 'One, two, three, four, five, six, seven, eight, nine, ten. (A script said that, not a model.)',
    },
  },
];
