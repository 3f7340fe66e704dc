import type { CommandName } from '../../config/bot-model.ts';

/** Every command, in the order of the help, with what it does as `help` tells it. */
export const COMMANDS: Readonly<Record<CommandName, { readonly does: string; readonly takes?: string }>> = {
  help: { does: 'shows this' },
  stop: { does: 'stops me; call me by name when you need me again' },
  mute: { does: 'keeps me silent for that time, or until you unmute me', takes: '[30m, 2h, 1d]' },
  unmute: { does: 'lets me speak again' },
  join: { does: 'makes me answer everything here' },
  leave: { does: 'sends me away until you let me join again' },
  reset: { does: 'makes me forget what was said here' },
  handover: { does: 'calls a person', takes: '[what it is about]' },
  takeback: { does: 'lets me answer again after a person took over' },
  usage: { does: 'shows what was used' },
};

/** The command that a word, or two, stand for. */
export function commandNamed(word: string): CommandName | undefined {
  const name = word.toLowerCase().replace(/\s+/g, '');
  return isCommand(name) ? name : undefined;
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}
