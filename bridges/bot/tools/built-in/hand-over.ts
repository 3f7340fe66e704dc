import { z } from 'zod';
import { isHandedOver } from '../../manners/moods.ts';
import type { HandOver } from '../../parts.ts';
import { quoted } from '../text.ts';
import type { BuiltIn } from './built-in.ts';
import { builtIn } from './built-in.ts';

const REASON = 300;
const SUMMARY = 2000;

const schema = z.object({
  reason: z.string().trim().min(1),
  summary: z.string().trim().optional(),
});

/** Leaves the conversation to a person. */
export function handOverTool(handOver: HandOver): BuiltIn {
  return builtIn(
    {
      name: 'hand_over',
      description:
        'Hands this conversation over to a person of the team and ends your part in it. Use it when somebody asks for ' +
        'a person, or when you cannot or should not help. The people are told; write no further answer.',
      parameters: {
        type: 'object',
        properties: {
          reason: { type: 'string', description: 'Why, in one sentence.', maxLength: REASON },
          summary: {
            type: 'string',
            description: 'What the person who takes over has to know, in a few sentences.',
            maxLength: SUMMARY,
          },
        },
        required: ['reason'],
        additionalProperties: false,
      },
    },
    schema,
    async ({ reason, summary = '' }, turn, surroundings) => {
      const state = await surroundings.store.desk(surroundings.bot.name, turn.place);
      if (isHandedOver(state, surroundings.now()))
        return { text: 'The conversation is in the hands of a person already. Say nothing more.' };
      // What is too long is cut: that somebody waits for a person matters more than its form.
      const told = { reason: quoted(reason, REASON), by: surroundings.bot.title };
      const deed = handOver(
        surroundings,
        state,
        summary === '' ? told : { ...told, summary: quoted(summary, SUMMARY) },
      );
      return { text: 'The conversation was handed over to a person. Say nothing more.', deed };
    },
  );
}
