import type { Message } from '../../../src/model/index.ts';
import type { BotConfig, CommandName } from '../../config/bot-model.ts';
import type { DeskState } from '../contract.ts';
import { isHandedOver } from '../manners/moods.ts';
import { isListed } from '../manners/people.ts';
import type { CarryOutCommand, Command, Deed, Surroundings } from '../parts.ts';
import { spokenDuration } from './duration.ts';
import { handOver, takeBack } from './handover.ts';
import { outsideLine } from './outside.ts';
import { usageText } from './usage.ts';
import { COMMANDS } from './words.ts';

/** Does what a command asks for, where the person may ask for it. The engine ends an answer that is under way. */
export const carryOut: CarryOutCommand = async (command, by, surroundings, state) => {
  const { bot } = surroundings;
  if (!mayUse(command.name, by, surroundings))
    return { state, say: `You may not use ${shown(bot, command.name)} here.` };
  switch (command.name) {
    case 'help':
      return { state, say: helpText(command, by, surroundings) };
    case 'stop':
      return stop(surroundings, state);
    case 'mute':
      return mute(command, by, surroundings, state);
    case 'unmute':
      return unmute(surroundings, state);
    case 'join':
      return join(surroundings, state);
    case 'leave':
      return leave(surroundings, state);
    case 'reset':
      return reset(by, surroundings, state);
    case 'handover':
      return handOver(surroundings, state, {
        reason: command.rest === '' ? 'asked for a person' : command.rest,
        by: by.author.name,
      });
    case 'takeback':
      return takeBack(surroundings, state);
    case 'usage':
      return { state, say: await usageText(by, surroundings) };
  }
};

function mayUse(name: CommandName, { author }: Message, { bot, place, people }: Surroundings): boolean {
  const allowed = bot.commands.allow[name];
  return allowed === 'everyone' || isListed(allowed, { account: place.account, author, people });
}

/** A command as people write it. */
function shown({ commands }: BotConfig, name: CommandName): string {
  return `\`${commands.prefix}${name}\``;
}

const MAX_WORD = 40;

function helpText({ rest }: Command, by: Message, surroundings: Surroundings): string {
  const { bot } = surroundings;
  const { prefix } = bot.commands;
  const written = `${prefix}${rest}`;
  if (/^mute /.test(rest)) {
    return `I do not understand “${outsideLine(written, MAX_WORD)}”. Write a time behind it, such as \`${prefix}mute 2h\`, or none.`;
  }
  if (rest !== '') {
    return `I do not know “${outsideLine(written, MAX_WORD)}”. ${shown(bot, 'help')} lists what I do know.`;
  }
  const names = Object.keys(COMMANDS).filter((name): name is CommandName => Object.hasOwn(COMMANDS, name));
  const lines = names
    .filter((name) => mayUse(name, by, surroundings))
    .map((name) => {
      const { does, takes } = COMMANDS[name];
      return `- \`${prefix}${name}${takes === undefined ? '' : ` ${takes}`}\` ${does}`;
    });
  return [
    `I am ${outsideLine(bot.title, 2 * MAX_WORD)}, a program. These commands are for you:`,
    '',
    ...lines,
  ].join('\n');
}

function stop({ bot }: Surroundings, state: DeskState): Deed {
  const title = outsideLine(bot.title, 2 * MAX_WORD);
  return {
    state: { ...without(state, 'joined'), stopped: true },
    say: `I have stopped. Call me by name, ${title}, when you need me.`,
  };
}

function mute({ forMs }: Command, by: Message, { bot, now }: Surroundings, state: DeskState): Deed {
  const end = `${shown(bot, 'unmute')} ends that.`;
  if (forMs === undefined) return { state: { ...state, mutedUntil: Infinity }, say: `I keep silent. ${end}` };
  // Counted from when it was written, which may be a while ago after a downtime.
  const mutedUntil = Math.min(now(), Date.parse(by.sentAt)) + forMs;
  if (mutedUntil <= now()) return { state };
  return { state: { ...state, mutedUntil }, say: `I keep silent for ${spokenDuration(forMs)}. ${end}` };
}

function unmute({ bot, now }: Surroundings, state: DeskState): Deed {
  const rest = without(state, 'mutedUntil', 'stopped');
  if (isHandedOver(rest, now()))
    return {
      state: rest,
      say: `A person has taken over here. ${shown(bot, 'takeback')} lets me answer again.`,
    };
  if (rest.left === true) return { state: rest, say: `I have left. ${shown(bot, 'join')} brings me back.` };
  return { state: rest, say: 'I am listening again.' };
}

function join({ bot, now }: Surroundings, state: DeskState): Deed {
  const joined = { ...without(state, 'left', 'stopped', 'mutedUntil'), joined: true };
  if (isHandedOver(joined, now()))
    return {
      state: joined,
      say: `A person has taken over here. ${shown(bot, 'takeback')} lets me answer again.`,
    };
  return { state: joined, say: `I am taking part. ${shown(bot, 'leave')} sends me away.` };
}

function leave({ bot }: Surroundings, state: DeskState): Deed {
  return {
    state: { ...without(state, 'joined'), left: true },
    say: `Goodbye. ${shown(bot, 'join')} brings me back.`,
  };
}

function reset(by: Message, { now }: Surroundings, state: DeskState): Deed {
  const rest = without(state, 'summary', 'notes');
  const resetAt = Math.min(now(), Date.parse(by.sentAt));
  return { state: { ...rest, resetAt }, say: 'I have forgotten what was said here.' };
}

function without(state: DeskState, ...names: readonly (keyof DeskState)[]): DeskState {
  const rest = { ...state };
  for (const name of names) Reflect.deleteProperty(rest, name);
  return rest;
}
