import type { Script } from './script.ts';

/** Says what it is, greets, and otherwise repeats what it understood; the script of a sandbox without another one. */
export const politeScript: Script = [
  {
    when: { said: /\b(who|what) are you\b/i, afterTool: false },
    answer: {
      text: 'I am a script of the sandbox, not a model: I answer a few sentences by rule and repeat the others.',
    },
  },
  {
    when: { said: /\b(count|list) to (ten|10)\b/i, afterTool: false },
    answer: {
      text: 'One, two, three, four, five, six, seven, eight, nine, ten. (A script said that, not a model.)',
    },
  },
];
