import type { DeskState } from '../contract.ts';
import { isHandedOver } from '../manners/moods.ts';
import type { Deed, HandOver, Surroundings } from '../parts.ts';
import { spokenDuration } from './duration.ts';
import { outsideLine, outsideQuote } from './outside.ts';

const MAX_NAME = 80;
const MAX_REASON = 500;
const MAX_SUMMARY = 2000;

/** Makes the bot silent in a conversation, says so there, and tells the place where people take over. */
export const handOver: HandOver = (surroundings, state, handover) => {
  const { bot } = surroundings;
  const now = surroundings.now();
  if (isHandedOver(state, now)) return { state, say: 'A person has been called already.' };
  const { to, returnAfterMs, say } = bot.handover;
  const next: DeskState = {
    ...state,
    handover: {
      since: now,
      ...(returnAfterMs === undefined ? {} : { returnAt: now + returnAfterMs }),
      reason: handover.reason,
      by: handover.by,
    },
  };
  return {
    state: next,
    say,
    ...(to === undefined ? {} : { tell: { place: to, text: notice(surroundings, handover) } }),
  };
};

/** Ends a handover, by command or because its time is up. */
export function takeBack({ bot }: Pick<Surroundings, 'bot'>, state: DeskState): Deed {
  const { handover, ...rest } = state;
  if (handover === undefined) return { state, say: 'No person has taken over here.' };
  return { state: rest, say: bot.handover.sayBack };
}

/** What people are told. All that others wrote stands on lines of its own and is literal. */
function notice(
  { bot, place, conversation }: Surroundings,
  { reason, summary, by, link }: Parameters<HandOver>[2],
): string {
  const called = outsideLine(conversation.name, MAX_NAME);
  const id = outsideLine(`${place.account}:${place.conversation}`, 2 * MAX_NAME);
  const { returnAfterMs } = bot.handover;
  const back = `\`${bot.commands.prefix}takeback\` there lets me answer again`;
  const lines = [
    `**${outsideLine(bot.title, MAX_NAME)} asks for a person**`,
    `**Where:** ${called === '' || called === outsideLine(place.conversation, MAX_NAME) ? id : `${called} (${id})`}`,
    ...(link === undefined ? [] : [`**Link:** <${link}>`]),
    `**Asked by:** ${outsideLine(by, MAX_NAME)}`,
    `**Reason:** ${outsideLine(reason, MAX_REASON) || 'none given'}`,
    ...(summary === undefined || summary.trim() === ''
      ? []
      : ['**Summary:**', outsideQuote(summary, MAX_SUMMARY)]),
    returnAfterMs === undefined
      ? `I keep silent there. ${back}.`
      : `I keep silent there for ${spokenDuration(returnAfterMs)}. ${back} before.`,
  ];
  return lines.join('\n\n');
}
