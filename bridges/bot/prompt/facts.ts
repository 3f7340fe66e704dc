import type { Surroundings } from '../parts.ts';
import { escapeName } from './escape.ts';
import type { Speaker } from './speakers.ts';

/** How many people of the configuration are named beside those who speak. */
const MOST_PEOPLE = 40;

/** What is known about the conversation. Names and titles are what people chose; so this stands between marks. */
export function factsText(
  { conversation, connection, place, self, bot, people }: Surroundings,
  speakers: readonly Speaker[],
): string {
  const kinds = { direct: 'a conversation of two', group: 'a group', channel: 'a channel' };
  const present = new Set(speakers.map(({ known }) => known));
  const others = people
    .filter(({ name, ids }) => Object.hasOwn(ids, place.account) && !present.has(escapeName(name)))
    .slice(0, MOST_PEOPLE)
    .map(({ name }) => escapeName(name));
  return [
    `Conversation: "${escapeName(conversation.name, 80) || 'without a name'}", ${kinds[conversation.kind]} on ${connection.capabilities.title}`,
    `The bot's account there is called "${escapeName(self.name)}", people call it "${escapeName(bot.title)}".`,
    ...(speakers.length === 0 ? [] : [`People: ${speakers.slice(-MOST_PEOPLE).map(described).join('; ')}`]),
    ...(others.length === 0 ? [] : [`Also known here: ${others.join(', ')}`]),
  ].join('\n');
}

function described({ name, known, kind }: Speaker): string {
  const more = [kind, known === undefined ? undefined : `known as ${known}`].filter(
    (part) => part !== undefined,
  );
  return more.length === 0 ? `"${name}"` : `"${name}" (${more.join(', ')})`;
}
